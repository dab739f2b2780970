#include "administration/consultations/acts/sealing.h"

#include <fmt/format.h>

#include "administration/consultations/store/store.h"

namespace kreislauf::consultations {

namespace {

constexpr std::string_view purpose = "consultations/said";
constexpr std::size_t at_once = 100;

std::string place_of(Consultation const& one) { return fmt::format("consultation:{}/{}", name_of(one.way), one.id); }

template <class Each>
void each_row(authority::TownVisit& visit, Each const& each) {
  store::Mark last;
  for (bool more = true; more;) {
    std::vector<Consultation> some;
    visit.db.read([&](db::Connection& connection) { some = store::after(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = {std::string{name_of(some.back().way)}, some.back().id};
  }
}

}  // namespace

std::string subject_of(Consultation const& one) { return "consultation:" + one.id; }

Said said_of(crypto::Keys const& keys, Consultation const& one) {
  if (one.sealed.empty()) return {};
  return said_in(keys.open(purpose, place_of(one), one.sealed).value_or(std::string{}));
}

std::string sealed(crypto::Keys const& keys, Consultation const& one, Said const& said, crypto::Random& random) {
  return keys.seal(purpose, place_of(one), text_of(said), random);
}

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_row(visit, [&](Consultation one) {
    if (one.sealed.empty() or crypto::sealed_by(one.sealed) == keys.newest()) return;
    auto const text = keys.open(purpose, place_of(one), one.sealed);
    one.sealed = text ? keys.seal(purpose, place_of(one), *text, visit.house.random) : std::string{};
    visit.db.write([&](db::Connection& connection) { store::save(connection, one); });
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_row(visit, [&](Consultation const& one) { found += crypto::sealed_by(one.sealed) == number ? 1 : 0; });
  return found;
}

}  // namespace kreislauf::consultations
