-- A case: what becomes of something that came in (`subject`: an application). One row; what a list shows and is ordered by
-- stands in it, so that a list costs what it shows.
CREATE TABLE cases (
  id BIGINT PRIMARY KEY,
  number TEXT NOT NULL,
  subject TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  version TEXT NOT NULL,
  office TEXT NOT NULL,
  phase TEXT NOT NULL,
  open BIGINT NOT NULL,
  status TEXT NOT NULL,
  holder BIGINT NOT NULL,
  proposer BIGINT NOT NULL,
  result TEXT NOT NULL,
  arrived_on TEXT NOT NULL,
  complete_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  resubmit_on TEXT NOT NULL,
  about TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX cases_of_office ON cases (office, open, due_on, id);
CREATE INDEX cases_of_type ON cases (office, type, open, due_on, id);
CREATE INDEX cases_of_holder ON cases (office, holder, open, due_on, id);
CREATE INDEX cases_in_phase ON cases (office, phase, due_on, id);
CREATE INDEX cases_of_type_in_phase ON cases (office, type, phase, due_on, id);
CREATE INDEX cases_to_resubmit ON cases (office, resubmit_on, id) WHERE resubmit_on <> '';
CREATE INDEX cases_of_type_to_resubmit ON cases (office, type, resubmit_on, id) WHERE resubmit_on <> '';
CREATE INDEX cases_closed ON cases (office, closed_at, id) WHERE closed_at <> '';
CREATE INDEX cases_closed_of_type ON cases (office, type, closed_at, id) WHERE closed_at <> '';
-- What staff tell each other about a case; sealed.
CREATE TABLE case_notes (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL,
  staff BIGINT NOT NULL,
  at TEXT NOT NULL,
  sealed TEXT NOT NULL
);
CREATE INDEX case_notes_of_case ON case_notes (case_id, id);
-- What was looked at, of the list of its type.
CREATE TABLE case_checks (
  case_id BIGINT NOT NULL,
  item TEXT NOT NULL,
  state TEXT NOT NULL,
  staff BIGINT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (case_id, item)
);
-- Days on which its period does not run, with the request that stopped it.
CREATE TABLE case_stops (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  law TEXT NOT NULL
);
CREATE INDEX case_stops_of_case ON case_stops (case_id, id);
-- What the applicant shall bring: names of questions of the form, never answers.
CREATE TABLE case_requests (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  questions TEXT NOT NULL,
  due_on TEXT NOT NULL,
  staff BIGINT NOT NULL,
  asked_at TEXT NOT NULL,
  answered_at TEXT NOT NULL
);
CREATE INDEX case_requests_of_case ON case_requests (case_id, id)
