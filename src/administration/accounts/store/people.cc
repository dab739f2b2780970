#include "administration/accounts/store/people.h"

#include "platform/db/embedded.h"

namespace kreislauf::accounts::store {

namespace {

constexpr auto insert_person = "INSERT INTO account_people (id, account, sealed, added_at) VALUES (?, ?, ?, ?)";
constexpr auto update_person = "UPDATE account_people SET sealed = ? WHERE id = ?";
constexpr auto all_people = "SELECT id, account, sealed, added_at FROM account_people WHERE account = ? ORDER BY id";
constexpr auto some_people =
    "SELECT id, account, sealed, added_at FROM account_people WHERE id > ? ORDER BY id LIMIT ?";
constexpr auto count_person = "SELECT COUNT(*) FROM account_people WHERE account = ? AND id = ?";
constexpr auto drop_one_person = "DELETE FROM account_people WHERE account = ? AND id = ?";
constexpr auto drop_all_people = "DELETE FROM account_people WHERE account = ?";

}  // namespace

SealedPerson SealedPerson::from(db::Row const& row) {
  return {.id = row.integer(0), .account = row.integer(1), .sealed = row.string(2), .added_at = row.string(3)};
}

void add(db::Connection& connection, SealedPerson& p) {
  if (p.id == 0) p.id = db::next_number(connection, "account_people");
  connection.later(insert_person, p.id, p.account, p.sealed, p.added_at);
}

void save(db::Connection& connection, SealedPerson const& p) { connection.later(update_person, p.sealed, p.id); }

std::vector<SealedPerson> people_of(db::Connection& connection, std::int64_t account) {
  return connection.query<SealedPerson>(all_people, account);
}

std::vector<SealedPerson> people_after(db::Connection& connection, std::int64_t id, std::size_t limit) {
  return connection.query<SealedPerson>(some_people, id, limit);
}

bool remove_person(db::Connection& connection, std::int64_t account, std::int64_t id) {
  if (connection.number(count_person, account, id) == 0) return false;
  connection.later(drop_one_person, account, id);
  return true;
}

void remove_people(db::Connection& connection, std::int64_t account) { connection.later(drop_all_people, account); }

}  // namespace kreislauf::accounts::store
