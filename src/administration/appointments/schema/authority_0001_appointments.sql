-- How an office gives appointments. Times are minutes, days count from today.
CREATE TABLE appointment_offices (
  office TEXT PRIMARY KEY,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  lead_minutes BIGINT NOT NULL,
  hold_minutes BIGINT NOT NULL,
  confirm_minutes BIGINT NOT NULL,
  change_minutes BIGINT NOT NULL,
  remind_hours BIGINT NOT NULL,
  most_per_person BIGINT NOT NULL,
  release_minutes BIGINT NOT NULL,
  offer_minutes BIGINT NOT NULL,
  overbook_percent BIGINT NOT NULL,
  retention_days BIGINT NOT NULL,
  walk_in BIGINT NOT NULL,
  video_address TEXT NOT NULL,
  paused TEXT NOT NULL
);

-- The opening rules of an office as its head wrote them, one rule a line; the newest version is in force (docs/appointments.md).
CREATE TABLE opening_rules (
  office TEXT NOT NULL,
  version BIGINT NOT NULL,
  text TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  PRIMARY KEY (office, version)
);

-- Desks (Schalter), and with kind `resource` rooms and equipment that a service needs besides a desk: one row a unit.
CREATE TABLE desks (
  id BIGINT PRIMARY KEY,
  office TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  position BIGINT NOT NULL,
  active BIGINT NOT NULL
);
CREATE INDEX desks_by_office ON desks (office);

-- Which desk does which service. A desk without a row does all.
CREATE TABLE desk_skills (
  desk BIGINT NOT NULL,
  service TEXT NOT NULL,
  PRIMARY KEY (desk, service)
);

CREATE TABLE appointment_services (
  office TEXT NOT NULL,
  service TEXT NOT NULL,
  label TEXT NOT NULL,
  minutes BIGINT NOT NULL,
  most BIGINT NOT NULL,
  online BIGINT NOT NULL,
  channels TEXT NOT NULL,
  resource TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (office, service)
);

-- Bookings, walk-ins and blocked times. `day` counts days since 1970-01-01, `minute` is legal time (Europe/Berlin). Tokens of links are kept
-- as hashes. Personal fields are emptied after the period of the office; the row stays for the figures.
CREATE TABLE appointments (
  id BIGINT PRIMARY KEY,
  code TEXT NOT NULL,
  state TEXT NOT NULL,
  office TEXT NOT NULL,
  desk BIGINT NOT NULL,
  resource BIGINT NOT NULL,
  day BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  minutes BIGINT NOT NULL,
  starts_at TEXT NOT NULL,
  channel TEXT NOT NULL,
  origin TEXT NOT NULL,
  items TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  note TEXT NOT NULL,
  language TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  person_hash TEXT NOT NULL,
  until_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  arrived_at TEXT NOT NULL,
  called_at TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  called_desk BIGINT NOT NULL,
  calls BIGINT NOT NULL,
  ticket TEXT NOT NULL,
  entry BIGINT NOT NULL,
  erased BIGINT NOT NULL
);
CREATE INDEX appointments_by_day ON appointments (office, day, minute);
CREATE INDEX appointments_by_token ON appointments (token_hash);
CREATE INDEX appointments_by_code ON appointments (code);
-- Only what each question can ask for, so that a booking changes few of them.
CREATE INDEX appointments_until ON appointments (until_at) WHERE state IN ('reserved', 'preconfirmed');
CREATE INDEX appointments_open ON appointments (day)
  WHERE state IN ('confirmed', 'queued', 'called', 'processing', 'pending', 'parked', 'blocked');
CREATE INDEX appointments_by_person ON appointments (person_hash, day) WHERE state IN ('preconfirmed', 'confirmed');
CREATE INDEX appointments_by_outcome ON appointments (office, day) WHERE state IN ('finished', 'missed');

-- The claim on a desk (or a unit of a resource) for five minutes of a day. The key makes a double booking impossible.
CREATE TABLE slot_claims (
  desk BIGINT NOT NULL,
  day BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  appointment BIGINT NOT NULL,
  PRIMARY KEY (desk, day, unit)
) /* key only */;

-- Which days of which desks have changed, so that the times in memory follow without reading all claims.
CREATE TABLE slot_changes (
  seq BIGINT PRIMARY KEY,
  desk BIGINT NOT NULL,
  day BIGINT NOT NULL
);

-- The five-minute units of a day: lets one statement claim any number of them.
CREATE TABLE day_units (unit BIGINT PRIMARY KEY);
INSERT INTO day_units (unit) WITH RECURSIVE n (unit) AS (SELECT 0 UNION ALL SELECT unit + 1 FROM n WHERE unit < 287) SELECT unit FROM n;

-- Who waits for an earlier time. Offers go in the order of `id` among those whom the time suits.
CREATE TABLE waiting_list (
  id BIGINT PRIMARY KEY,
  state TEXT NOT NULL,
  office TEXT NOT NULL,
  items TEXT NOT NULL,
  channel TEXT NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  day_part TEXT NOT NULL,
  appointment BIGINT NOT NULL,
  offer BIGINT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  person_hash TEXT NOT NULL,
  site TEXT NOT NULL,
  joined_at TEXT NOT NULL,
  settled_at TEXT NOT NULL
);
CREATE INDEX waiting_list_by_state ON waiting_list (state, id);
CREATE INDEX waiting_list_by_token ON waiting_list (token_hash);

-- Secrets of this authority: key of the proof of work, of hashes of persons, of calendar feeds.
CREATE TABLE appointment_secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Bookings that do not fit the rules and that the office keeps all the same: asked again only after they were moved.
CREATE TABLE kept_bookings (
  appointment BIGINT PRIMARY KEY,
  desk BIGINT NOT NULL,
  day BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  kept_at TEXT NOT NULL,
  kept_by TEXT NOT NULL
)
