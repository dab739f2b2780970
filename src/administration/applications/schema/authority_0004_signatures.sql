-- Others who sign before an application is sent: asked by mail, each by a link of its own. What they write, and who they
-- have proven to be, is sealed with the keys of the authority. A login of theirs names whose it is.
CREATE TABLE application_signatures (
  id BIGINT PRIMARY KEY,
  application BIGINT NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  channel TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  link BIGINT NOT NULL,
  former_link TEXT NOT NULL,
  sealed TEXT NOT NULL,
  site TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  mailed_at TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  until TEXT NOT NULL
);
CREATE INDEX application_signatures_of ON application_signatures (application, id);
CREATE INDEX application_signatures_until ON application_signatures (state, until, id);
CREATE INDEX application_signatures_by_former_link ON application_signatures (former_link) WHERE former_link <> '';
ALTER TABLE application_logins ADD COLUMN signature BIGINT NOT NULL DEFAULT 0
