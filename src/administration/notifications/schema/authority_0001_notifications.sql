-- By which ways people hear of their own matters, and when not. The key by which this authority is known to push services (VAPID, RFC 8292): made once, because
-- every browser is bound to it; sealed with the keys of the authority.
CREATE TABLE push_keys (
  id BIGINT PRIMARY KEY,
  point TEXT NOT NULL,
  sealed TEXT NOT NULL,
  made_at TEXT NOT NULL
);

-- Browsers that their owners have allowed to say something: of an application by its link, or of all that lies in an account. Where they are reached is
-- sealed; the hash tells one apart from another.
CREATE TABLE push_devices (
  id BIGINT PRIMARY KEY,
  subject TEXT NOT NULL,
  endpoint_hash TEXT NOT NULL,
  sealed TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  site TEXT NOT NULL,
  made_at TEXT NOT NULL,
  UNIQUE (subject, endpoint_hash)
);

-- When somebody wants to hear nothing. Without a row the usual hours count.
CREATE TABLE quiet_hours (
  subject TEXT PRIMARY KEY,
  quiet BIGINT NOT NULL,
  from_minute BIGINT NOT NULL,
  to_minute BIGINT NOT NULL,
  sundays BIGINT NOT NULL
);

-- News that wait for the end of the quiet hours, to be said together: by mail to a mailbox (a hash of it), or to one device.
CREATE TABLE held_news (
  id BIGINT PRIMARY KEY,
  way TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  due_at TEXT NOT NULL,
  sealed TEXT NOT NULL
);
CREATE INDEX held_news_due ON held_news (due_at, id);
CREATE INDEX held_news_for ON held_news (recipient);
CREATE INDEX held_news_of_subject ON held_news (subject)
