-- Whether a programme decides it: due, person, sampled or done; and where the applicant finds it, for mails.
ALTER TABLE cases ADD COLUMN automation TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN site TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_for_programme ON cases (id) WHERE automation = 'due'
