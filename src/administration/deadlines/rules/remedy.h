#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "administration/deadlines/rules/period.h"

/// Against a notice (Rechtsbehelf): what one can do, where, and until when.
namespace kreislauf::deadlines {

enum class Remedy : std::uint8_t {
  action,            ///< Klage beim Verwaltungsgericht; the rule in NRW (§ 110 (1) JustG NRW)
  objection,         ///< Widerspruch, where § 110 (2) JustG NRW or another law keeps it
  tax_objection,     ///< Einspruch
  social_objection,  ///< Widerspruch by § 84 SGG
  none               ///< a letter that decides nothing: there is nothing to bring a remedy against
};
/// As in a package: `action`.
std::string_view name_of(Remedy remedy);
std::optional<Remedy> remedy_in(std::string_view name);

struct RemedyTerm {
  std::string_view german;       ///< `Klage`
  Length length;                 ///< after the announcement
  std::string_view law;          ///< of the term
  std::string_view without_law;  ///< of the year that there is without an instruction
};
RemedyTerm const& term_of(Remedy remedy);

/// The last day on which it can be brought, of all but `none`; a year where nobody was told of it, or wrongly (§ 58 (2)
/// VwGO).
Day remedy_until(Remedy remedy, Day announced, bool instructed);

}  // namespace kreislauf::deadlines
