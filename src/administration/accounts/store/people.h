#pragma once

#include <string>
#include <vector>

#include "platform/db/connection.h"

namespace kreislauf::accounts::store {

struct SealedPerson {
  std::int64_t id = 0, account = 0;
  std::string sealed = {}, added_at = {};
  static SealedPerson from(db::Row const& row);
};

void add(db::Connection& connection, SealedPerson& person);  ///< gives its number
void save(db::Connection& connection, SealedPerson const& person);
std::vector<SealedPerson> people_of(db::Connection& connection, std::int64_t account);
std::vector<SealedPerson> people_after(db::Connection& connection, std::int64_t id, std::size_t limit);
/// Nothing where it is another account's.
bool remove_person(db::Connection& connection, std::int64_t account, std::int64_t id);
void remove_people(db::Connection& connection, std::int64_t account);

}  // namespace kreislauf::accounts::store
