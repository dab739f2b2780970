-- Every version of a form that was ever live, as its author wrote it: drafts and cases keep the version they began with.
-- `version` follows from the files.
CREATE TABLE form_versions (
  version TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  files TEXT NOT NULL,
  live_since TEXT NOT NULL
)
