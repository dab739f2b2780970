-- The official catalogue (LeiKa), one row a service. `key` is the 14-digit key, or `x-` and the slug where there is none.
CREATE TABLE catalogue_rows (
  key TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  types TEXT NOT NULL,
  name TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  laws TEXT NOT NULL,
  bundle TEXT NOT NULL,
  situation TEXT NOT NULL,
  topic TEXT NOT NULL
);

-- Service packages as their authors wrote them: the folder's files, so that nothing is lost and every change can be shown.
CREATE TABLE packages (
  slug TEXT PRIMARY KEY,
  facts TEXT NOT NULL,
  text_de TEXT NOT NULL,
  text_en TEXT NOT NULL
);

-- Text modules imported from XZuFi, by their official code (`02` name, `08` documents ...).
CREATE TABLE service_texts (
  key TEXT NOT NULL,
  language TEXT NOT NULL,
  module TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (key, language, module)
);

-- What changed for readers of the feed. `seq` grows by one.
CREATE TABLE catalogue_changes (
  seq BIGINT PRIMARY KEY,
  changed_at TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL
)
