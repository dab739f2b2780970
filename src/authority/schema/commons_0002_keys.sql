-- Which master keys the data were written with; the keys themselves lie in a file outside (app/key_file.h).
CREATE TABLE master_keys (
  number BIGINT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  since TEXT NOT NULL
)
