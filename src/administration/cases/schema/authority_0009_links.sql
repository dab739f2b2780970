-- Somebody has said that two cases belong together; each of them says so.
CREATE TABLE case_links (
  case_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  staff BIGINT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (case_id, other_id)
);
CREATE INDEX case_links_to ON case_links (other_id);
CREATE INDEX cases_by_number ON cases (number)
