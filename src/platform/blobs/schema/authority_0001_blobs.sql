-- What seals the documents of this authority, each sealed itself with the master key (`k2.HEX`). The highest number is
-- in use. A new master key seals these anew, never the documents.
CREATE TABLE blob_secrets (
  number BIGINT PRIMARY KEY,
  secret TEXT NOT NULL,
  created_at TEXT NOT NULL
);

-- Which documents there are: the SHA-256 of their bytes, and the object that holds them. Names of objects are random and
-- never used again, so that erasing one content never meets storing the same again.
CREATE TABLE blobs (
  hash TEXT PRIMARY KEY,
  object TEXT NOT NULL,
  size BIGINT NOT NULL,
  seen_at TEXT NOT NULL
);

-- Who needs a document: `application:7/attachment:2`. Without one it goes a day after it was last put.
CREATE TABLE blob_references (
  hash TEXT NOT NULL,
  holder TEXT NOT NULL,
  PRIMARY KEY (hash, holder)
);
CREATE INDEX blob_references_of_holder ON blob_references (holder);

-- Objects that nobody needs any more; they are erased a day later, so that a copy that began before finds them.
CREATE TABLE blob_removals (
  object TEXT PRIMARY KEY,
  released_at TEXT NOT NULL
)
