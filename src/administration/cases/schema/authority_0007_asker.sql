-- Who of the staff has applied (0: nobody of them): § 20 VwVfG NRW keeps them from their own case.
ALTER TABLE cases ADD COLUMN asker BIGINT NOT NULL DEFAULT 0
