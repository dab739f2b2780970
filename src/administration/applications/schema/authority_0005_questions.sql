-- Questions to the office from a page of a form, before anything is sent. What is written is kept by messages under
-- `question:ID`; here stands about which page it is, whether its answers are shown, and where news of it go (sealed).
CREATE TABLE application_questions (
  id BIGINT PRIMARY KEY,
  application BIGINT NOT NULL,
  office TEXT NOT NULL,
  page TEXT NOT NULL,
  shares BIGINT NOT NULL,
  language TEXT NOT NULL,
  sealed TEXT NOT NULL,
  asked_at TEXT NOT NULL
);
CREATE INDEX application_questions_of ON application_questions (application, id)
