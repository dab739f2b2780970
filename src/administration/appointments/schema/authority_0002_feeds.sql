-- Calendars whose address was withdrawn: each time the next number is in force. Without a row it is the first address.
CREATE TABLE calendar_feeds (
  office TEXT NOT NULL,
  desk BIGINT NOT NULL,
  number BIGINT NOT NULL,
  withdrawn_at TEXT NOT NULL,
  PRIMARY KEY (office, desk)
)
