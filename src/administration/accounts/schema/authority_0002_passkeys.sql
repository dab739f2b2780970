-- Passkeys that open an account (platform/webauthn): the public key as it came, and how often it was used. Names are those of browsers.
CREATE TABLE account_passkeys (
  id TEXT PRIMARY KEY,
  account BIGINT NOT NULL,
  key TEXT NOT NULL,
  counter BIGINT NOT NULL,
  backup_eligible BIGINT NOT NULL,
  backed_up BIGINT NOT NULL,
  name TEXT NOT NULL,
  made_at TEXT NOT NULL,
  used_at TEXT NOT NULL
);
CREATE INDEX account_passkeys_of_account ON account_passkeys (account, made_at);

-- What a passkey was asked to sign, once it has: never twice.
CREATE TABLE account_challenges (
  key TEXT PRIMARY KEY,
  used_at TEXT NOT NULL
);
CREATE INDEX account_challenges_by_age ON account_challenges (used_at)
