-- What a town says of a service in other languages, in its own words: `fee`, `note` of an override, or `answer:` and the
-- question. The German text stands with the override or the answer.
CREATE TABLE service_translations (
  service TEXT NOT NULL,
  subject TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (service, subject, language)
)
