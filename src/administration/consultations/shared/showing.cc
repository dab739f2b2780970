#include "administration/consultations/shared/showing.h"

#include <fmt/format.h>

#include "platform/i18n/dates.h"
#include "platform/kern/components.h"

namespace kreislauf::consultations {

std::string name_of_authority(authority::TownContext const& c, std::string_view key) {
  auto const* found = c.directory->by_key(key);
  return found == nullptr ? std::string{key} : found->full_name();
}

std::string_view sentence_of(Consultation::State state) {
  switch (state) {
    case Consultation::State::under_way:
      return "noch unterwegs";
    case Consultation::State::there:
    case Consultation::State::answering:
    case Consultation::State::answered:
      return {};
    case Consultation::State::dropping:
    case Consultation::State::dropped:
      return "nicht mehr gebraucht: Die andere Behörde sieht den Fall nicht mehr.";
    case Consultation::State::failed:
      return "nicht angekommen: Diese Behörde oder dieses Amt gibt es hier nicht mehr.";
  }
  return {};
}

html::Fragment until(authority::TownContext const& c, std::string_view iso) {
  auto const day = i18n::parse_iso(iso);
  if (not day) return {};
  return kern::status(*day < c.today() ? kern::Light::bad : kern::Light::open, i18n::short_date(*day));
}

std::string path_of_asking(authority::StaffContext const& c, cases::Case const& one) {
  return fmt::format("/verwaltung/amt/{}/beteiligen/{}", c.path("amt"), one.id);
}

std::string path_of(std::string_view office, Consultation const& one) {
  return fmt::format("/verwaltung/amt/{}/beteiligungen/{}", office, one.id);
}

}  // namespace kreislauf::consultations
