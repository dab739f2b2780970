-- Who somebody has proven to be for this application, sealed; how often its link was renewed by that, and the hash of
-- the one before (docs/decisions/0016).
ALTER TABLE applications ADD COLUMN proof TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN link BIGINT NOT NULL DEFAULT 0;
ALTER TABLE applications ADD COLUMN former_link TEXT NOT NULL DEFAULT '';
CREATE INDEX applications_by_former_link ON applications (former_link) WHERE former_link <> '';
-- A login on its way: out at the provider and back, ten minutes and once.
CREATE TABLE application_logins (
  state TEXT PRIMARY KEY,
  application BIGINT NOT NULL,
  link TEXT NOT NULL,
  provider TEXT NOT NULL,
  secrets TEXT NOT NULL,
  language TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  step TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_at TEXT NOT NULL
);
CREATE INDEX application_logins_by_age ON application_logins (begun_at)
