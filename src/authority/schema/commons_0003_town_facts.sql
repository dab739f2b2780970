-- What a town says of itself: its own site and telephone, whether it takes part in 115, its data-protection officer
-- (the function that Art. 37 (7) DSGVO makes public, not a person's name), its villages and quarters, separated by "; ".
ALTER TABLE authorities ADD COLUMN website TEXT NOT NULL DEFAULT '';
ALTER TABLE authorities ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE authorities ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE authorities ADD COLUMN call_115 BIGINT NOT NULL DEFAULT 0;
ALTER TABLE authorities ADD COLUMN privacy_name TEXT NOT NULL DEFAULT '';
ALTER TABLE authorities ADD COLUMN privacy_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE authorities ADD COLUMN privacy_email TEXT NOT NULL DEFAULT '';
ALTER TABLE authorities ADD COLUMN parts TEXT NOT NULL DEFAULT ''
