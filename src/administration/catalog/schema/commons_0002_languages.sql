-- Texts of packages in the other languages of the portal; empty where nobody has written one.
ALTER TABLE packages ADD COLUMN text_tr TEXT NOT NULL DEFAULT '';
ALTER TABLE packages ADD COLUMN text_uk TEXT NOT NULL DEFAULT '';
ALTER TABLE packages ADD COLUMN text_ar TEXT NOT NULL DEFAULT ''
