-- From when on a message says nothing any more: it is withdrawn then, not sent.
ALTER TABLE outbox ADD COLUMN stale_at TEXT NOT NULL DEFAULT ''
