-- Extracts that an operator has imported, and the invented map of the demonstration. A name is there once: who comes again replaces. `finished` is 0
-- while tiles come in; until then nobody sees them.
CREATE TABLE map_sources (
  number BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  sample BIGINT NOT NULL,
  taken_at TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  finished BIGINT NOT NULL
);

-- Tiles of zoom 14. `whole`: the source goes on around it, nothing is cut off here. `cells`: which of its 64 cells have something (one bit each).
-- `points`: stops and entrances, kept in memory while the program runs; `shapes`: all else. Both Base64 of platform/geo/tile.h, the second packed with zlib
-- from `size` bytes.
CREATE TABLE map_tiles (
  x BIGINT NOT NULL,
  y BIGINT NOT NULL,
  source BIGINT NOT NULL,
  whole BIGINT NOT NULL,
  cells BIGINT NOT NULL,
  points TEXT NOT NULL,
  size BIGINT NOT NULL,
  shapes TEXT NOT NULL,
  PRIMARY KEY (x, y, source)
);
