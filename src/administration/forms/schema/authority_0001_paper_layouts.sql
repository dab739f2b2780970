-- Where everything stands on each paper form that was ever printed: a sheet is read as it was printed. `id` follows from
-- the layout and stands in the code of each page.
CREATE TABLE paper_layouts (
  id TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  version TEXT NOT NULL,
  language TEXT NOT NULL,
  layout TEXT NOT NULL,
  first_printed TEXT NOT NULL
)
