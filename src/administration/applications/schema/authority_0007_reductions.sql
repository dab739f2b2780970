-- Somebody has claimed to pay less (Ermäßigung) and got it, provisionally: which one, the answers say. `amount` is what it would have cost otherwise.
CREATE TABLE reduction_claims (
  application BIGINT PRIMARY KEY,
  account BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  state TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  decided_at TEXT NOT NULL
)
