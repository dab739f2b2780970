-- A version of a package that is not live: a draft (`live_at` is empty), or one that goes live at its moment by itself.
-- `files` is a JSON object of its files by name.
CREATE TABLE planned_packages (
  slug TEXT NOT NULL,
  live_at TEXT NOT NULL,
  files TEXT NOT NULL,
  planned_at TEXT NOT NULL,
  PRIMARY KEY (slug, live_at)
);
-- Which package of the program stood here last, by its hash: what somebody has imported since is theirs and stays.
ALTER TABLE packages ADD COLUMN shipped TEXT NOT NULL DEFAULT ''
