-- A notice (Bescheid): written by an office, announced to who has applied. What was issued stays as it was issued.
CREATE TABLE notices (
  id BIGINT PRIMARY KEY,
  subject TEXT NOT NULL,
  office TEXT NOT NULL,
  result TEXT NOT NULL,
  state TEXT NOT NULL,
  template TEXT NOT NULL,
  text TEXT NOT NULL,
  staff BIGINT NOT NULL,
  changed_at TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  way TEXT NOT NULL,
  sent_on TEXT NOT NULL,
  announced_on TEXT NOT NULL,
  announced_law TEXT NOT NULL,
  remedy TEXT NOT NULL,
  remedy_until TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  entry BIGINT NOT NULL
);
CREATE INDEX notices_of_subject ON notices (subject, id);
CREATE INDEX notices_to_send ON notices (office, way, issued_at, id) WHERE sent_on = '' AND state = 'issued'
