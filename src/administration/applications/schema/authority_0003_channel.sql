-- By which way it came: from the page, a program, or taken down by the office at the counter, on the telephone, from paper.
ALTER TABLE applications ADD COLUMN channel TEXT NOT NULL DEFAULT 'online'
