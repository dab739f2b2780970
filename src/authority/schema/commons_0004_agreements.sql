-- What one authority has offered another to do for it, and the other has not agreed to yet (§ 23 GkG NRW).
CREATE TABLE delegation_offers (
  service TEXT NOT NULL,
  from_authority TEXT NOT NULL,
  to_authority TEXT NOT NULL,
  form TEXT NOT NULL,
  basis TEXT NOT NULL,
  offered_at TEXT NOT NULL,
  PRIMARY KEY (service, from_authority)
)
