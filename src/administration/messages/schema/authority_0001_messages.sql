-- What residents and an office write to each other about something else: `subject` names it. Sealed with the keys of the
-- authority.
CREATE TABLE messages (
  id BIGINT PRIMARY KEY,
  subject TEXT NOT NULL,
  office TEXT NOT NULL,
  sender TEXT NOT NULL,
  at TEXT NOT NULL,
  open BIGINT NOT NULL,
  sealed TEXT NOT NULL
);
CREATE INDEX messages_of_subject ON messages (subject, id);
CREATE INDEX messages_of_office ON messages (office, open, id)
