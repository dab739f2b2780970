-- Several receivables are paid by one charge: the first part is asked about, the others name it.
ALTER TABLE payments ADD COLUMN part_of BIGINT NOT NULL DEFAULT 0;
CREATE INDEX payments_of_basket ON payments (part_of, id)
