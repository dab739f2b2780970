-- Paper that came back, as it was scanned. The bytes lie in platform/blobs before the row is there, and the row holds
-- them from its first commit on.
CREATE TABLE intake_files (
  id BIGINT PRIMARY KEY,
  office TEXT NOT NULL,
  state TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  name TEXT NOT NULL,
  pages BIGINT NOT NULL,
  pages_read BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  received_at TEXT NOT NULL,
  received_by TEXT NOT NULL,
  erase_on TEXT NOT NULL
);
CREATE INDEX intake_files_by_state ON intake_files (state, id);
CREATE INDEX intake_files_by_content ON intake_files (sha256);
-- One page of a file. `readings` is sealed: what stands on it.
CREATE TABLE intake_pages (
  file BIGINT NOT NULL,
  number BIGINT NOT NULL,
  code TEXT NOT NULL,
  marks BIGINT NOT NULL,
  picture TEXT NOT NULL,
  trouble TEXT NOT NULL,
  readings TEXT NOT NULL,
  PRIMARY KEY (file, number)
);
-- What somebody has to do something with: a form, or pages that are none. Its pages follow each other in the file.
CREATE TABLE intake_sheets (
  id BIGINT PRIMARY KEY,
  file BIGINT NOT NULL,
  office TEXT NOT NULL,
  first_page BIGINT NOT NULL,
  last_page BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  layout TEXT NOT NULL,
  service TEXT NOT NULL,
  version TEXT NOT NULL,
  application BIGINT NOT NULL,
  note TEXT NOT NULL,
  received_at TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  erase_on TEXT NOT NULL
);
CREATE INDEX intake_sheets_by_office ON intake_sheets (office, state, id);
CREATE INDEX intake_sheets_by_application ON intake_sheets (application);
CREATE INDEX intake_sheets_by_end ON intake_sheets (erase_on, id)
