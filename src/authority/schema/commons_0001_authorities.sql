CREATE TABLE authorities (
  key TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  designation TEXT NOT NULL,
  district TEXT NOT NULL,
  status TEXT NOT NULL,
  population BIGINT NOT NULL,
  postal_codes TEXT NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  outline TEXT NOT NULL,
  boundary TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

-- Own domains of authorities, besides NAME.<domain of the portal>.
CREATE TABLE authority_hosts (
  host TEXT PRIMARY KEY,
  authority TEXT NOT NULL REFERENCES authorities (key)
);

-- Who has agreed to do what for whom (§ 23 GkG NRW): `form` is delegation (the task moves) or mandate (done on behalf).
CREATE TABLE delegations (
  service TEXT NOT NULL,
  from_authority TEXT NOT NULL REFERENCES authorities (key),
  to_authority TEXT NOT NULL REFERENCES authorities (key),
  form TEXT NOT NULL,
  basis TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (service, from_authority)
);

-- The newest migration each authority's own database has seen, so that a start needs not open all of them.
CREATE TABLE authority_schemas (
  authority TEXT PRIMARY KEY,
  migration TEXT NOT NULL
)
