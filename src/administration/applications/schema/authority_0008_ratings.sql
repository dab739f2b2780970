-- Who was asked at the end how it went, and has said so; what was said is counted and not kept.
CREATE TABLE application_ratings (
  application BIGINT PRIMARY KEY,
  rated_on TEXT NOT NULL
)
