-- Passkeys of staff (platform/webauthn): the public key as it came, and how often it was used. `handle` is by what the device knows the
-- person, one for all that somebody has; names are chosen by their owners.
CREATE TABLE staff_passkeys (
  id TEXT PRIMARY KEY,
  staff BIGINT NOT NULL,
  handle TEXT NOT NULL,
  key TEXT NOT NULL,
  counter BIGINT NOT NULL,
  backup_eligible BIGINT NOT NULL,
  backed_up BIGINT NOT NULL,
  name TEXT NOT NULL,
  made_at TEXT NOT NULL,
  used_on TEXT NOT NULL
);
CREATE INDEX staff_passkeys_of_staff ON staff_passkeys (staff, made_at);

-- What a passkey was asked to sign, once it has: never twice.
CREATE TABLE staff_challenges (
  key TEXT PRIMARY KEY,
  used_at TEXT NOT NULL
);
CREATE INDEX staff_challenges_by_age ON staff_challenges (used_at)
