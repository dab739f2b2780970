-- Of what somebody has taken over from paper: the day of the stamp, from which terms run, and whether it is signed.
CREATE TABLE application_papers (
  application BIGINT PRIMARY KEY,
  received_on TEXT NOT NULL,
  signed TEXT NOT NULL
)
