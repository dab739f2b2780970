-- How old what is open is, read from the index alone.
CREATE INDEX cases_open_by_age ON cases (office, arrived_on) WHERE open = 1
