#include "administration/cases/acts/standing_in.h"

#include <fmt/format.h>

#include "administration/cases/store/absences.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

constexpr std::string_view purpose = "cases/absence";

std::string place_of(Absence const& absence) { return fmt::format("staff:{}/absence", absence.staff); }

}  // namespace

void go_away(acts::Transaction& tx, authority::TownContext const& c, Away const& away) {
  Absence one{.staff = staff_in(tx.actor),
              .deputy = away.deputy,
              .from_day = i18n::iso(away.from),
              .until_day = i18n::iso(away.until)};
  one.sealed = sealed_absence(c.keys, one, away.note, c.random);
  store::set_absence(tx.db, one);
  tx.event("case.go_away", tx.actor,
           fmt::format(R"({{"deputy":"staff:{}","from":"{}","until":"{}"}})", one.deputy, one.from_day, one.until_day));
}

void come_back(acts::Transaction& tx) {
  store::end_absence(tx.db, staff_in(tx.actor));
  tx.event("case.come_back", tx.actor);
}

std::string sealed_absence(crypto::Keys const& keys, Absence const& absence, std::string_view note,
                           crypto::Random& random) {
  return note.empty() ? std::string{} : keys.seal(purpose, place_of(absence), note, random);
}

std::string note_of(crypto::Keys const& keys, Absence const& absence) {
  return absence.sealed.empty() ? std::string{} : keys.open(purpose, place_of(absence), absence.sealed).value_or("");
}

}  // namespace kreislauf::cases
