-- Where sent applications of a service go besides the office. What must stay secret is sealed.
CREATE TABLE delivery_destinations (
  id BIGINT PRIMARY KEY,
  service TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL,
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  token_url TEXT NOT NULL,
  client TEXT NOT NULL,
  secret TEXT NOT NULL,
  destination TEXT NOT NULL,
  form_schema TEXT NOT NULL,
  ended_at TEXT NOT NULL
);
CREATE INDEX delivery_destinations_by_slug ON delivery_destinations (slug);

-- What was ordered to go there and what came of it. `tags` are those of all encrypted texts that may have arrived.
CREATE TABLE deliveries (
  id BIGINT PRIMARY KEY,
  subject TEXT NOT NULL,
  number TEXT NOT NULL,
  service TEXT NOT NULL,
  office TEXT NOT NULL,
  site TEXT NOT NULL,
  destination BIGINT NOT NULL,
  state TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  submission TEXT NOT NULL,
  case_id TEXT NOT NULL,
  attachments TEXT NOT NULL,
  tags TEXT NOT NULL,
  reasons TEXT NOT NULL,
  problem TEXT NOT NULL,
  created_at TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  asked BIGINT NOT NULL,
  ask_at TEXT NOT NULL
);
CREATE INDEX deliveries_of_subject ON deliveries (subject, id);
CREATE INDEX deliveries_of_office ON deliveries (office, state, id);
CREATE INDEX deliveries_to_ask ON deliveries (ask_at, id);
CREATE INDEX deliveries_by_state ON deliveries (state, id)
