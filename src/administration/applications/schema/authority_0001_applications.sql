-- An application from its first answer on. What a person has entered is sealed with the keys of the authority: a copy of
-- the database alone opens nothing.
CREATE TABLE applications (
  id BIGINT PRIMARY KEY,
  number TEXT NOT NULL,
  service TEXT NOT NULL,
  office TEXT NOT NULL,
  version TEXT NOT NULL,
  state TEXT NOT NULL,
  language TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  begun_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  delivered_at TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  erase_on TEXT NOT NULL,
  entered TEXT NOT NULL,
  mail TEXT NOT NULL,
  reason TEXT NOT NULL,
  entry BIGINT NOT NULL
);
CREATE INDEX applications_of_office ON applications (office, state, submitted_at, id);
CREATE INDEX applications_by_number ON applications (number);
CREATE INDEX applications_to_erase ON applications (erase_on, id)
