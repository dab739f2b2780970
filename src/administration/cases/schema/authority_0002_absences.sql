-- Who is away, until when, and who goes on with the cases meanwhile; what the deputy should know is sealed.
CREATE TABLE case_absences (
  staff BIGINT PRIMARY KEY,
  deputy BIGINT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  sealed TEXT NOT NULL
);
CREATE INDEX case_absences_of_deputy ON case_absences (deputy, until_day)
