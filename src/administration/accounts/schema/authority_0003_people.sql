-- People for whom the owner of an account acts (a child, somebody in care, by power of attorney): kept because the owner
-- wants it, sealed with the keys of the authority.
CREATE TABLE account_people (
  id BIGINT PRIMARY KEY,
  account BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  added_at TEXT NOT NULL
);
CREATE INDEX account_people_of ON account_people (account, id)
