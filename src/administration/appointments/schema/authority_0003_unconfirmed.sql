-- Whoever books asks how many of that day have not confirmed: few rows, and none of the others.
CREATE INDEX appointments_unconfirmed ON appointments (office, day) WHERE state = 'preconfirmed'
