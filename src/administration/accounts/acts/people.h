#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "authority/context.h"
#include "authority/house.h"
#include "platform/acts/acts.h"

// For whom the owner of an account acts: known for the next application because the owner wants it, each removed by
// itself.
namespace kreislauf::accounts {

inline constexpr std::size_t most_people = 20;

struct Person {
  std::int64_t id = 0;
  std::string as;  ///< `child`, `care`, `power` (administration/forms/rules/behalf.h)
  std::string given_name, family_name;
  std::string birthdate = {};  ///< `2019-05-01`
  std::string source = {};     ///< where it was told: `application:17`
  std::string at = {};         ///< when, ISO 8601 in UTC
};

/// The longest known first.
std::vector<Person> people_of(db::Connection& connection, authority::TownContext const& c, std::int64_t account);
/// Somebody of this name and birth date is known once. False when there are too many.
bool keep_person(acts::Transaction& tx, authority::TownContext const& c, std::int64_t account, Person person);
void drop_person(acts::Transaction& tx, std::int64_t account, std::int64_t person);
/// With the account.
void drop_people(acts::Transaction& tx, std::int64_t account);

void renew_people(authority::TownVisit& visit);
std::int64_t people_sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::accounts
