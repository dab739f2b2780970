-- Who sees some services of an office, or works on his own cases of some of them: the type is read in the index, so that
-- a list of them looks at no row that it does not show.
DROP INDEX cases_of_office;
DROP INDEX cases_of_holder;
DROP INDEX cases_in_phase;
DROP INDEX cases_to_resubmit;
DROP INDEX cases_closed;
CREATE INDEX cases_of_office ON cases (office, open, due_on, id, type);
CREATE INDEX cases_of_holder ON cases (office, holder, open, due_on, id, type);
CREATE INDEX cases_in_phase ON cases (office, phase, due_on, id, type);
CREATE INDEX cases_to_resubmit ON cases (office, resubmit_on, id, type) WHERE resubmit_on <> '';
CREATE INDEX cases_closed ON cases (office, closed_at, id, type) WHERE closed_at <> '';
-- Made again, as they are: as long as PostgreSQL has counted nothing, it takes the newest of two that look alike to it,
-- and a list of one service must not be read from the index of all.
DROP INDEX cases_of_type;
DROP INDEX cases_of_type_in_phase;
DROP INDEX cases_of_type_to_resubmit;
DROP INDEX cases_closed_of_type;
CREATE INDEX cases_of_type ON cases (office, type, open, due_on, id);
CREATE INDEX cases_of_type_in_phase ON cases (office, type, phase, due_on, id);
CREATE INDEX cases_of_type_to_resubmit ON cases (office, type, resubmit_on, id) WHERE resubmit_on <> '';
CREATE INDEX cases_closed_of_type ON cases (office, type, closed_at, id) WHERE closed_at <> ''
