-- Days with so many places, and what has taken one.
CREATE TABLE capacity_days (
  calendar TEXT NOT NULL,
  day TEXT NOT NULL,
  places BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  PRIMARY KEY (calendar, day)
);
CREATE TABLE capacity_claims (
  subject TEXT PRIMARY KEY,
  calendar TEXT NOT NULL,
  day TEXT NOT NULL
)
