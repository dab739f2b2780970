CREATE TABLE offices (
  id TEXT PRIMARY KEY,
  kinds TEXT NOT NULL,
  name TEXT NOT NULL,
  street TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  place TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  website TEXT NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  hours TEXT NOT NULL,
  accessibility TEXT NOT NULL,
  note TEXT NOT NULL,
  sample BIGINT NOT NULL
);

-- What a town says differently from the shared service text: its fee by statute, its office, a note.
CREATE TABLE service_overrides (
  service TEXT PRIMARY KEY,
  office TEXT NOT NULL,
  fee TEXT NOT NULL,
  note TEXT NOT NULL
);

-- Reports of barriers (§ 10b BGG NRW) and remarks on pages. `form_key` was made when the form was opened: a form sent
-- twice is stored once.
CREATE TABLE feedback (
  form_key TEXT PRIMARY KEY,
  received_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  page TEXT NOT NULL,
  message TEXT NOT NULL,
  contact TEXT NOT NULL
)
