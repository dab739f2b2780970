-- Keys by which specialist systems ask. The key is known to its holder alone; what stands here is its SHA-256.
CREATE TABLE api_keys (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  office TEXT NOT NULL,
  writes BIGINT NOT NULL,
  services TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  used_on TEXT NOT NULL,
  revoked_at TEXT NOT NULL,
  staff BIGINT NOT NULL
);

-- Who is told when a case changes. The secret of its signatures, and who hears when nothing arrives any more, are sealed.
CREATE TABLE webhooks (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  office TEXT NOT NULL,
  kinds TEXT NOT NULL,
  secret TEXT NOT NULL,
  mail TEXT NOT NULL,
  made_at TEXT NOT NULL,
  failing_since TEXT NOT NULL,
  stopped_at TEXT NOT NULL,
  stopped_why TEXT NOT NULL
);
CREATE INDEX webhooks_of_office ON webhooks (office, id);

-- What each of them is told, in the order in which it happened, with what became of it.
CREATE TABLE webhook_messages (
  id BIGINT PRIMARY KEY,
  webhook BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  next_at TEXT NOT NULL,
  status BIGINT NOT NULL,
  problem TEXT NOT NULL,
  settled_at TEXT NOT NULL
);
CREATE INDEX webhook_messages_open ON webhook_messages (webhook, case_id, id) WHERE state = 'open';
CREATE INDEX webhook_messages_due ON webhook_messages (next_at) WHERE next_at <> '';
CREATE INDEX webhook_messages_of ON webhook_messages (webhook, id);
CREATE INDEX webhook_messages_settled ON webhook_messages (settled_at) WHERE settled_at <> ''
