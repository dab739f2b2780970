-- The files of a package besides its facts and texts, as their author wrote them: its form, lists, rules.
CREATE TABLE package_files (
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (slug, name)
)
