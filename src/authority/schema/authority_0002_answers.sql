-- What a town answered to the questions of services: facts that each town sets for itself.
CREATE TABLE service_answers (
  service TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (service, question)
)
