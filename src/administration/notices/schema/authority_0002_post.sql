-- What leaves by post in one go: one file for the printer, and when it was given to the post. `job` of a notice is the one it is printed in.
CREATE TABLE print_jobs (
  id BIGINT PRIMARY KEY,
  office TEXT NOT NULL,
  made_at TEXT NOT NULL,
  letters BIGINT NOT NULL,
  sheets BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  sent_on TEXT NOT NULL,
  staff BIGINT NOT NULL,
  entry BIGINT NOT NULL
);
CREATE INDEX print_jobs_of_office ON print_jobs (office, id);

ALTER TABLE notices ADD COLUMN job BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notices ADD COLUMN pages BIGINT NOT NULL DEFAULT 0;

-- 1: its sheet bears a whole address and can leave by post.
ALTER TABLE notices ADD COLUMN addressed BIGINT NOT NULL DEFAULT 0;
UPDATE notices SET addressed = 1 WHERE way = 'post';

-- Where the applicant finds it, for mails: `https://gescher.example`.
ALTER TABLE notices ADD COLUMN site TEXT NOT NULL DEFAULT '';

-- What is made available to be fetched is so from this moment on; again, where it was not fetched in time.
ALTER TABLE notices ADD COLUMN provided_at TEXT NOT NULL DEFAULT '';
UPDATE notices SET provided_at = issued_at WHERE way = 'retrieval' AND state = 'issued';
CREATE INDEX notices_to_fetch ON notices (office, provided_at, id) WHERE way = 'retrieval' AND sent_on = '' AND state = 'issued';
CREATE INDEX notices_of_job ON notices (job, id) WHERE job > 0
