-- Accounts of residents at one authority (docs/decisions/0017). Addresses and what somebody wants to be known are sealed with the keys of the
-- authority; an account is found by a hash of its mailbox that follows from the keys, too.
CREATE TABLE accounts (
  id BIGINT PRIMARY KEY,
  mailbox_hash TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL,
  handle TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  site TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  erase_on TEXT NOT NULL,
  warned BIGINT NOT NULL,
  facts TEXT NOT NULL
);
CREATE INDEX accounts_to_erase ON accounts (erase_on, id);

-- Somebody signs in with a code by mail: ten minutes, five attempts.
CREATE TABLE account_sign_ins (
  key TEXT PRIMARY KEY,
  secrets TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  account BIGINT NOT NULL,
  begun_at TEXT NOT NULL
);
CREATE INDEX account_sign_ins_by_age ON account_sign_ins (begun_at);

CREATE TABLE account_sessions (
  key TEXT PRIMARY KEY,
  account BIGINT NOT NULL,
  browser TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  stays BIGINT NOT NULL
);
CREATE INDEX account_sessions_of_account ON account_sessions (account, opened_at);
CREATE INDEX account_sessions_by_end ON account_sessions (ends_at);

-- What somebody keeps in the account: `application:17`.
CREATE TABLE account_items (
  account BIGINT NOT NULL,
  subject TEXT NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (account, subject)
);
CREATE INDEX account_items_by_subject ON account_items (subject)
