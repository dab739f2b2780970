-- SEPA direct debits (Lastschriften). A mandate is for one receivable, or for all of an account; who the debtor is and his IBAN are sealed.
CREATE TABLE mandates (
  id BIGINT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  account BIGINT NOT NULL,
  debtor TEXT NOT NULL,
  given_on TEXT NOT NULL,
  revoked_at TEXT NOT NULL,
  used BIGINT NOT NULL,
  last_on TEXT NOT NULL
);
CREATE INDEX mandates_of_account ON mandates (account, id);

-- Each is announced, goes into one file, and comes back as collected or returned. `reference` is its EndToEndId.
CREATE TABLE debits (
  id BIGINT PRIMARY KEY,
  mandate BIGINT NOT NULL,
  payment BIGINT NOT NULL UNIQUE,
  receivable BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  reference TEXT NOT NULL UNIQUE,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL,
  sequence TEXT NOT NULL,
  run BIGINT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX debits_by_state ON debits (state, due_on, id);
CREATE INDEX debits_of_run ON debits (run, id);
CREATE INDEX debits_of_receivable ON debits (receivable, id);

-- A file for the bank: what was true when it was made, so that it can be fetched again and is the same.
CREATE TABLE debit_runs (
  id BIGINT PRIMARY KEY,
  made_at TEXT NOT NULL,
  creditor TEXT NOT NULL,
  holder TEXT NOT NULL,
  iban TEXT NOT NULL,
  bic TEXT NOT NULL,
  debits BIGINT NOT NULL,
  total BIGINT NOT NULL
);

-- One row: the creditor identifier of the authority (empty: no direct debits) and how many days before it is told.
CREATE TABLE debit_settings (
  id BIGINT PRIMARY KEY,
  creditor TEXT NOT NULL,
  notice_days BIGINT NOT NULL
)
