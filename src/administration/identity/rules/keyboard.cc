#include "administration/identity/rules/keyboard.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace kreislauf::identity::rules {

namespace {

struct Place {
  int row, column;
  bool operator==(Place const&) const = default;
};

/// Rows from above; `shifted` is what the first row gives with the shift key.
struct Layout {
  std::array<std::string_view, 4> rows;
  std::string_view shifted;
};

// The empty row of the alphabet keeps letters and digits apart.
constexpr std::array<Layout, 4> layouts{
    {{{"1234567890", "qwertzuiop +", "asdfghjkl  #", "yxcvbnm,.-"}, "!\" $%&/()="},
     {{"1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"}, "!@#$%^&*()_+"},
     {{"789", "456", "123", "0"}, ""},
     {{"abcdefghijklmnopqrstuvwxyz", "", "0123456789", ""}, ""}}};

std::optional<Place> place_of(char c, Layout const& layout) {
  if (c == ' ') return {};
  for (std::size_t row = 0; row < layout.rows.size(); ++row) {
    auto const column = layout.rows[row].find(c);
    if (column != std::string_view::npos) return Place{static_cast<int>(row), static_cast<int>(column)};
  }
  auto const column = layout.shifted.find(c);
  if (column == std::string_view::npos) return {};
  return Place{0, static_cast<int>(column)};
}

std::optional<int> turns_on(std::string_view text, Layout const& layout) {
  auto here = text.empty() ? std::nullopt : place_of(text[0], layout);
  std::optional<Place> direction;
  int turns = 0;
  for (char const c : text.substr(std::min<std::size_t>(1, text.size()))) {
    auto const there = place_of(c, layout);
    if (not here or not there) return {};
    Place const step{there->row - here->row, there->column - here->column};
    if (std::abs(step.row) > 1 or std::abs(step.column) > 1) return {};
    if (direction and *direction != step) ++turns;
    direction = step;
    here = there;
  }
  return here ? std::optional{turns} : std::nullopt;
}

}  // namespace

std::optional<int> turns_of_walk(std::string_view text) {
  std::optional<int> fewest;
  for (auto const& layout : layouts) {
    auto const turns = turns_on(text, layout);
    if (turns and (not fewest or *turns < *fewest)) fewest = turns;
  }
  return fewest;
}

}  // namespace kreislauf::identity::rules
