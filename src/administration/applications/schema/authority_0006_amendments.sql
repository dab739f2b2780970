-- What an applicant changes because the office has asked for it, while it is typed; and what was sent before each change.
ALTER TABLE applications ADD COLUMN amended TEXT NOT NULL DEFAULT '';
CREATE TABLE application_versions (
  application BIGINT NOT NULL,
  version BIGINT NOT NULL,
  until TEXT NOT NULL,
  entered TEXT NOT NULL,
  PRIMARY KEY (application, version)
)
