ALTER TABLE offices ADD COLUMN transit TEXT NOT NULL DEFAULT '';

-- The arms of the town (`wappen`) and pictures of its offices (by their id), Base64, with the line of the licence.
CREATE TABLE pictures (
  name TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  credit TEXT NOT NULL,
  alternative TEXT NOT NULL,
  content TEXT NOT NULL
)
