#include "administration/accounts/acts/people.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/accounts/model.h"
#include "administration/accounts/store/people.h"
#include "base/text.h"
#include "platform/db/embedded.h"

namespace kreislauf::accounts {

namespace {

namespace json = boost::json;

constexpr std::string_view purpose = "accounts/people";
constexpr std::size_t at_once = 100;

constexpr std::pair<std::string_view, std::string Person::*> names[] = {{"as", &Person::as},
                                                                        {"given_name", &Person::given_name},
                                                                        {"family_name", &Person::family_name},
                                                                        {"birthdate", &Person::birthdate},
                                                                        {"source", &Person::source}};

std::string about(store::SealedPerson const& p) { return fmt::format("account:{}/person:{}", p.account, p.id); }

std::string text_of(Person const& person) {
  json::object object;
  for (auto const& [name, member] : names) object[name] = person.*member;
  return json::serialize(object);
}

Person person_in(store::SealedPerson const& stored, std::string const& text) {
  Person person{.id = stored.id, .as = {}, .given_name = {}, .family_name = {}, .at = stored.added_at};
  json::error_code error;
  auto const value = json::parse(text, error);
  if (error or not value.is_object()) return person;
  for (auto const& [name, member] : names) {
    auto const* const found = value.get_object().if_contains(name);
    if (found != nullptr and found->is_string()) person.*member = std::string{found->get_string()};
  }
  return person;
}

bool is_same(Person const& one, Person const& other) {
  return one.birthdate == other.birthdate and text::folded(one.given_name) == text::folded(other.given_name) and
         text::folded(one.family_name) == text::folded(other.family_name);
}

template <class Each>
void each_person(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<store::SealedPerson> some;
    visit.db.read([&](db::Connection& connection) { some = store::people_after(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

}  // namespace

std::vector<Person> people_of(db::Connection& connection, authority::TownContext const& c, std::int64_t account) {
  std::vector<Person> all;
  for (auto const& one : store::people_of(connection, account)) {
    auto person = person_in(one, c.keys.open(purpose, about(one), one.sealed).value_or(std::string{}));
    if (not person.as.empty()) all.push_back(std::move(person));
  }
  return all;
}

bool keep_person(acts::Transaction& tx, authority::TownContext const& c, std::int64_t account, Person person) {
  auto known = people_of(tx.db, c, account);
  std::erase_if(known, [&](Person const& one) {
    if (not is_same(one, person)) return false;
    drop_person(tx, account, one.id);
    return true;
  });
  if (known.size() >= most_people) return false;
  store::SealedPerson stored{.id = db::next_number(tx.db, "account_people"), .account = account};
  stored.added_at = iso_utc(tx.now);
  stored.sealed = c.keys.seal(purpose, about(stored), text_of(person), c.random);
  store::add(tx.db, stored);
  tx.event("account.person_add", subject_of(account));
  return true;
}

void drop_person(acts::Transaction& tx, std::int64_t account, std::int64_t person) {
  if (store::remove_person(tx.db, account, person)) tx.event("account.person_remove", subject_of(account));
}

void drop_people(acts::Transaction& tx, std::int64_t account) { store::remove_people(tx.db, account); }

void renew_people(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_person(visit, [&](store::SealedPerson one) {
    if (crypto::sealed_by(one.sealed) == keys.newest()) return;
    auto const plain = keys.open(purpose, about(one), one.sealed);
    if (plain) one.sealed = keys.seal(purpose, about(one), *plain, visit.house.random);
    visit.db.write([&](db::Connection& connection) {
      if (plain)
        store::save(connection, one);
      else
        store::remove_person(connection, one.account, one.id);
    });
  });
}

std::int64_t people_sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_person(visit, [&](store::SealedPerson const& one) { found += crypto::sealed_by(one.sealed) == number ? 1 : 0; });
  return found;
}

}  // namespace kreislauf::accounts
