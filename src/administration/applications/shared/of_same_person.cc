#include "administration/applications/shared/of_same_person.h"

#include <algorithm>
#include <set>

#include "administration/accounts/accounts.h"
#include "administration/applications/acts/change.h"
#include "administration/applications/store/persons.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view account_prefix = "account:", prefix = "application:";
constexpr std::size_t most = 20;

std::int64_t number_behind(std::string_view subject, std::string_view before) {
  return subject.starts_with(before) ? http::number_in(subject.substr(before.size())).value_or(0) : 0;
}

}  // namespace

std::vector<std::string> of_same_person(db::Connection& connection, Application const& application) {
  std::set<std::int64_t> ids;
  for (auto const& holder : accounts::holders_of(connection, subject_of(application))) {
    for (auto const& subject : accounts::subjects_of(connection, number_behind(holder, account_prefix)))
      ids.insert(number_behind(subject, prefix));
  }
  if (auto const person = store::person_of(connection, application.id); not person.empty())
    for (auto const id : store::of_person(connection, person, most)) ids.insert(id);
  ids.erase(application.id);
  ids.erase(0);
  std::vector<std::string> subjects;
  for (auto id = ids.rbegin(); id != ids.rend() and subjects.size() < most; ++id) subjects.push_back(subject_of(*id));
  return subjects;
}

}  // namespace kreislauf::applications
