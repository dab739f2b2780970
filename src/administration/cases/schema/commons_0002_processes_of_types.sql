-- process.bpmn of the package; empty: the usual way.
ALTER TABLE case_type_versions ADD COLUMN process TEXT NOT NULL DEFAULT ''
