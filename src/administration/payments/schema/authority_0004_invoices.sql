-- Somebody pays later, by invoice: until when, and whether we have reminded of it. One for a receivable.
CREATE TABLE invoices (
  receivable BIGINT PRIMARY KEY,
  issued_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  amount BIGINT NOT NULL,
  reminded_on TEXT NOT NULL
);
CREATE INDEX invoices_by_day ON invoices (reminded_on, due_on, receivable);

-- One row: in how many days an invoice is to be paid (0: the authority writes none), and up to which amount (0: any).
CREATE TABLE invoice_settings (
  id BIGINT PRIMARY KEY,
  days BIGINT NOT NULL,
  most BIGINT NOT NULL
)
