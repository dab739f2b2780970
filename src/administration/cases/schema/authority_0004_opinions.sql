-- Another office is asked what it thinks of a case (Stellungnahme). Question and answer are sealed.
CREATE TABLE case_opinions (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL,
  office TEXT NOT NULL,
  staff BIGINT NOT NULL,
  question TEXT NOT NULL,
  due_on TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  answer TEXT NOT NULL,
  answer_staff BIGINT NOT NULL,
  answered_at TEXT NOT NULL
);
CREATE INDEX case_opinions_of_case ON case_opinions (case_id, id);
CREATE INDEX case_opinions_to_give ON case_opinions (office, due_on, id) WHERE answered_at = '';

-- How several cases stood before something was done to all of them at once, so that it can be undone for a while.
CREATE TABLE case_undos (
  id BIGINT PRIMARY KEY,
  office TEXT NOT NULL,
  staff BIGINT NOT NULL,
  at TEXT NOT NULL,
  earlier TEXT NOT NULL
)
