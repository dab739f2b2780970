-- How much was done, counted as it happens and of nobody: by office, day, service and kind.
CREATE TABLE case_figures (
  office TEXT NOT NULL,
  day TEXT NOT NULL,
  type TEXT NOT NULL,
  what TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (office, day, type, what)
)
