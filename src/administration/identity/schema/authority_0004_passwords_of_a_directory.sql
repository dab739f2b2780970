-- Whose password a directory (LDAP) knows: none is kept here, and `one_time_until` ends the time in which the app is connected first.
ALTER TABLE staff ADD COLUMN by_directory BIGINT NOT NULL DEFAULT 0;
-- When the directory said last that somebody is still there; empty: never in this session.
ALTER TABLE staff_sessions ADD COLUMN checked_at TEXT NOT NULL DEFAULT ''
