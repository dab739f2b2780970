-- Whose login an application was proven by, as a hash that follows from the keys of the authority: the same person is
-- offered what an earlier application already says, and no other way leads from one application to another.
CREATE TABLE application_persons (
  application BIGINT PRIMARY KEY,
  person TEXT NOT NULL
);
CREATE INDEX application_persons_by ON application_persons (person, application)
