-- Every case.toml that ever was live: cases keep the version they began with.
CREATE TABLE case_type_versions (
  version TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  file TEXT NOT NULL,
  notice TEXT NOT NULL,
  live_since TEXT NOT NULL
)
