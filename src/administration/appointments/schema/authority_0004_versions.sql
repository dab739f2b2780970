-- Versions of an appointment as calendars count them, and what who waits has asked for besides a time.
ALTER TABLE appointments ADD COLUMN sequence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE appointments ADD COLUMN changed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE waiting_list ADD COLUMN step_free BIGINT NOT NULL DEFAULT 0;
ALTER TABLE waiting_list ADD COLUMN phone TEXT NOT NULL DEFAULT ''
