-- Another authority is asked what it thinks of a case (`out`), or this one is asked (`in`). Both sides know it by the same
-- number, made by who asks: what arrives twice is one. What people have written, and what was shown of the case, is sealed.
CREATE TABLE consultations (
  way TEXT NOT NULL,
  consultation TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  authority TEXT NOT NULL,
  office TEXT NOT NULL,
  service TEXT NOT NULL,
  sealed TEXT NOT NULL,
  due_on TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  staff BIGINT NOT NULL,
  PRIMARY KEY (way, consultation)
);
CREATE INDEX consultations_of ON consultations (subject, asked_at) WHERE way = 'out';
CREATE INDEX consultations_to_answer ON consultations (office, due_on, consultation) WHERE way = 'in' AND state = 'there';
CREATE INDEX consultations_by_state ON consultations (state, way, consultation)
