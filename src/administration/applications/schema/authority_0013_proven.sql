-- What was proven by a login before it was noted whose (application_persons) is found without reading everything.
CREATE INDEX applications_proven ON applications (id) WHERE proof <> ''
