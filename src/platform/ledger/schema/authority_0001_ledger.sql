-- What happened, in the order in which it was committed, counted from 0. A leaf is never changed and never deleted: heads
-- that were signed and given away hang on it. Salt and content are erased by emptying them; the proofs stay.
CREATE TABLE ledger_entries (
  number BIGINT PRIMARY KEY,
  leaf TEXT NOT NULL,
  salt TEXT NOT NULL,
  content TEXT NOT NULL
);

-- Hashes of leaves and of whole subtrees of 256, 65536 ... of them, 256 a row, each in
-- base64; the last row of a level grows.
CREATE TABLE ledger_tiles (
  level BIGINT NOT NULL,
  number BIGINT NOT NULL,
  hashes TEXT NOT NULL,
  PRIMARY KEY (level, number)
);

-- Signed heads, as they were given away.
CREATE TABLE ledger_heads (
  epoch BIGINT NOT NULL,
  size BIGINT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (epoch, size)
);

-- Epochs from the second on, each begun after a restore: the last head that was known before it.
CREATE TABLE ledger_epochs (
  epoch BIGINT PRIMARY KEY,
  began_at TEXT NOT NULL,
  old_size BIGINT NOT NULL,
  old_root TEXT NOT NULL
);
