-- Who works here. `one_time_until` ends a password given by somebody else; accounts of the sample district work in a sample only.
CREATE TABLE staff (
  id BIGINT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change BIGINT NOT NULL,
  one_time_until TEXT NOT NULL,
  totp_secret TEXT NOT NULL,
  last_totp_step BIGINT NOT NULL,
  active BIGINT NOT NULL,
  sample BIGINT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE staff_roles (
  staff BIGINT NOT NULL,
  role TEXT NOT NULL,
  office TEXT NOT NULL,
  PRIMARY KEY (staff, role, office)
);

-- Devices at the entrance. They take their numbers from the series of staff, so that an actor is one of both.
CREATE TABLE devices (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  office TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  code_until TEXT NOT NULL,
  created_at TEXT NOT NULL,
  connected_at TEXT NOT NULL,
  revoked_at TEXT NOT NULL
);

-- Who is signed in. The token is in the browser only, `key` is its hash; `holder` is a member of staff or a device.
CREATE TABLE staff_sessions (
  key TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  holder BIGINT NOT NULL,
  csrf TEXT NOT NULL,
  new_totp TEXT NOT NULL,
  browser TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE INDEX staff_sessions_by_holder ON staff_sessions (holder);

-- Attempts to sign in that failed, by hash of the name typed and of the address; a success empties them.
CREATE TABLE sign_in_attempts (
  subject TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at TEXT NOT NULL,
  until_at TEXT NOT NULL
);

CREATE TABLE identity_secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
)
