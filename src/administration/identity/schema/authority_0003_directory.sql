-- By which directory somebody came in; empty: password and code.
ALTER TABLE staff_sessions ADD COLUMN way TEXT NOT NULL DEFAULT ''
