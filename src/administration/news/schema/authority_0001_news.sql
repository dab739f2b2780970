-- What the town tells its residents. A withdrawn piece stays, so that its address says that it was withdrawn.
CREATE TABLE news (
  id BIGINT PRIMARY KEY,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  withdrawn BIGINT NOT NULL,
  -- The last subscriber whose mail was put into the outbox; -1 when all were.
  mailed_to BIGINT NOT NULL
);
CREATE INDEX news_by_time ON news (published_at);
CREATE INDEX news_to_mail ON news (mailed_to);

-- Who wants a mail for each piece. Mails go only to addresses that were confirmed from their own mailbox (double opt-in, § 7 UWG, Art. 7 GDPR).
CREATE TABLE news_subscribers (
  id BIGINT PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  token TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  site TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  confirmed_at TEXT NOT NULL
);
