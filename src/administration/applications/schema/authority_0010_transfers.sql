-- An application that has gone to another authority (`out`), or has come from one (`in`). Both sides know it by the same
-- number, made by the first: what arrives twice is one. Why it goes, and who says so, is sealed.
CREATE TABLE application_transfers (
  way TEXT NOT NULL,
  transfer TEXT NOT NULL,
  application BIGINT NOT NULL,
  state TEXT NOT NULL,
  authority TEXT NOT NULL,
  office TEXT NOT NULL,
  ground TEXT NOT NULL,
  site TEXT NOT NULL,
  first_on TEXT NOT NULL,
  there BIGINT NOT NULL,
  number TEXT NOT NULL,
  sealed TEXT NOT NULL,
  staff BIGINT NOT NULL,
  at TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  PRIMARY KEY (way, transfer)
);
CREATE INDEX application_transfers_of ON application_transfers (application, at);
CREATE INDEX application_transfers_by_state ON application_transfers (state, way, transfer)
