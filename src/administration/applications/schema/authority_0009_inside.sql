-- Applications of staff among themselves (internal processes): whose they are.
CREATE TABLE application_staff (
  application BIGINT PRIMARY KEY,
  staff BIGINT NOT NULL
);
CREATE INDEX application_staff_of ON application_staff (staff, application);
-- Internal processes that begin by themselves: for which day they last did.
CREATE TABLE application_repeats (
  service TEXT PRIMARY KEY,
  last_on TEXT NOT NULL
);
-- Objections (Widersprüche): against which notice of which application.
CREATE TABLE application_objections (
  application BIGINT PRIMARY KEY,
  against BIGINT NOT NULL,
  notice BIGINT NOT NULL
);
CREATE INDEX application_objections_of ON application_objections (against, application);
-- What came in for a service, the newest first: a changed form is tried against it.
CREATE INDEX applications_of_service ON applications (service, id) WHERE submitted_at <> ''
