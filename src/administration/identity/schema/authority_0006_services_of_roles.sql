-- A role that sees some services of its office only: these. Without a row it sees all of them.
CREATE TABLE staff_role_services (
  staff BIGINT NOT NULL,
  role TEXT NOT NULL,
  office TEXT NOT NULL,
  service TEXT NOT NULL,
  PRIMARY KEY (staff, role, office, service)
)
