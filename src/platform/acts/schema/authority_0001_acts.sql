-- Numbers given one after the other: appointments, tickets, accounts.
CREATE TABLE number_series (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);

-- Work that the clock asks for once a day, and the last day (since 1970-01-01) for which it was done.
CREATE TABLE daily_jobs (
  name TEXT PRIMARY KEY,
  day BIGINT NOT NULL
);

-- What was asked once is done once: the key was made when the form was opened, the answer is kept and given again.
CREATE TABLE idempotency_keys (
  principal TEXT NOT NULL,
  route TEXT NOT NULL,
  form_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status BIGINT NOT NULL,
  location TEXT NOT NULL,
  body TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  PRIMARY KEY (principal, route, form_key)
) /* key only */;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (answered_at);

-- What happened, in the order in which it was committed. No personal data: `data` names things by number.
CREATE TABLE events (
  id BIGINT PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  actor TEXT NOT NULL,
  data TEXT NOT NULL
);
CREATE INDEX events_by_subject ON events (subject, id);

-- What must leave this database: written with the act itself, sent at least once, and marked.
CREATE TABLE outbox (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  due_at TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  last_error TEXT NOT NULL,
  created_at TEXT NOT NULL,
  settled_at TEXT NOT NULL
);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_of_subject ON outbox (subject) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead'
