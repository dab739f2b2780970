-- The public keys with which the ledgers of authorities are signed. The secret ones have a process of their own.
CREATE TABLE ledger_keys (
  name TEXT PRIMARY KEY,
  authority TEXT NOT NULL,
  key TEXT NOT NULL,
  since TEXT NOT NULL
)
