-- A receivable (Forderung) is an object of its own: who asks for money reads its state and never copies it.
CREATE TABLE receivables (
  id BIGINT PRIMARY KEY,
  kassenzeichen TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  service TEXT NOT NULL,
  purpose TEXT NOT NULL,
  amount BIGINT NOT NULL,
  received BIGINT NOT NULL,
  refunded BIGINT NOT NULL,
  state TEXT NOT NULL,
  due_on TEXT NOT NULL,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  cancelled_at TEXT NOT NULL,
  mail TEXT NOT NULL,
  language TEXT NOT NULL,
  site TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE
);
CREATE INDEX receivables_by_subject ON receivables (subject, id);
CREATE INDEX receivables_by_state ON receivables (state, id);

-- What was tried and what came of it: charges and refunds, by a provider, the bank or the counter. `claim` is the
-- receivable as long as a charge is undecided (`live:7`), so that a second one cannot begin; later a name of its own.
CREATE TABLE payments (
  id BIGINT PRIMARY KEY,
  receivable BIGINT NOT NULL,
  kind TEXT NOT NULL,
  way TEXT NOT NULL,
  request TEXT NOT NULL UNIQUE,
  claim TEXT NOT NULL UNIQUE,
  charge BIGINT NOT NULL,
  reference TEXT NOT NULL,
  address TEXT NOT NULL,
  amount BIGINT NOT NULL,
  state TEXT NOT NULL,
  method TEXT NOT NULL,
  created_at TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  asked BIGINT NOT NULL,
  ask_at TEXT NOT NULL
);
CREATE INDEX payments_of_receivable ON payments (receivable, id);
CREATE INDEX payments_to_ask ON payments (ask_at, id);
CREATE INDEX payments_by_reference ON payments (reference);
CREATE INDEX payments_by_day ON payments (settled_at, id);

-- Lines of account statements (ISO 20022 CAMT), each once, whatever file brings it.
CREATE TABLE bank_entries (
  id BIGINT PRIMARY KEY,
  mark TEXT NOT NULL UNIQUE,
  booked_on TEXT NOT NULL,
  amount BIGINT NOT NULL,
  text TEXT NOT NULL,
  receivable BIGINT NOT NULL,
  state TEXT NOT NULL,
  imported_at TEXT NOT NULL
);
CREATE INDEX bank_entries_by_state ON bank_entries (state, id);

-- One row: where money goes and who takes it online. What must stay secret is sealed.
CREATE TABLE payment_settings (
  id BIGINT PRIMARY KEY,
  holder TEXT NOT NULL,
  iban TEXT NOT NULL,
  bic TEXT NOT NULL,
  counter TEXT NOT NULL,
  provider TEXT NOT NULL,
  url TEXT NOT NULL,
  pages TEXT NOT NULL,
  originator TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  secret TEXT NOT NULL,
  notice_secret TEXT NOT NULL
)
