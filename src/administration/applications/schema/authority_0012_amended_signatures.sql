-- What was signed by others and is amended since the office has asked for something is signed again. Each signature is of one version: 0 what
-- holds, -1 what is about to be changed, above 0 the version of that number that was sent before (application_versions).
ALTER TABLE application_signatures ADD COLUMN version BIGINT NOT NULL DEFAULT 0
