#include "administration/deadlines/rules/remedy.h"

#include <array>

namespace kreislauf::deadlines {

namespace {

constexpr Length month{1, Unit::months}, year{1, Unit::years};

constexpr std::array<std::string_view, 5> names{"action", "objection", "tax_objection", "social_objection", "none"};
constexpr std::array<RemedyTerm, 5> terms{{
    {"Klage", month, "§ 74 Abs. 1 VwGO", "§ 58 Abs. 2 VwGO"},
    {"Widerspruch", month, "§ 70 Abs. 1 VwGO", "§ 70 Abs. 2, § 58 Abs. 2 VwGO"},
    {"Einspruch", month, "§ 355 Abs. 1 AO", "§ 356 Abs. 2 AO"},
    {"Widerspruch", month, "§ 84 Abs. 1 SGG", "§ 66 Abs. 2 SGG"},
    {"", {}, "", ""},
}};

}  // namespace

std::string_view name_of(Remedy remedy) { return names[static_cast<std::size_t>(remedy)]; }

std::optional<Remedy> remedy_in(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Remedy>(i);
  }
  return std::nullopt;
}

RemedyTerm const& term_of(Remedy remedy) { return terms[static_cast<std::size_t>(remedy)]; }

Day remedy_until(Remedy remedy, Day announced, bool instructed) {
  return end_of(announced, instructed ? term_of(remedy).length : year);
}

}  // namespace kreislauf::deadlines
