-- Bookings that do not fit the rules and that the office keeps all the same: asked again only after they were moved.
CREATE TABLE kept_bookings (
  appointment BIGINT PRIMARY KEY,
  desk BIGINT NOT NULL,
  day BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  kept_at TEXT NOT NULL,
  kept_by TEXT NOT NULL
);

-- For the figures of an office: what happened on days, by service.
CREATE INDEX appointments_by_outcome ON appointments (office, state, day)
