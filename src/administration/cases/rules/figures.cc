#include "administration/cases/rules/figures.h"

#include <charconv>

namespace kreislauf::cases {

namespace {

constexpr std::string_view days = "days:";

int share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<int>((part * 100 + whole / 2) / whole);
}

std::int64_t of(std::map<std::string, std::int64_t> const& counts, std::string const& what) {
  auto const found = counts.find(what);
  return found == counts.end() ? 0 : found->second;
}

/// The first number of days within which so many of a hundred were done.
std::optional<int> within(std::map<int, std::int64_t> const& took, std::int64_t all, int percent) {
  std::int64_t seen = 0;
  for (auto const& [number, count] : took) {
    seen += count;
    if (seen * 100 >= all * percent) return number;
  }
  return std::nullopt;
}

}  // namespace

int Figures::share_in_time() const { return share(in_time, decided); }
int Figures::share_asked() const { return share(asked, opened); }

Figures figures_of(std::map<std::string, std::int64_t> const& counts) {
  Figures figures{.opened = of(counts, "opened"),
                  .decided = of(counts, "decided"),
                  .in_time = of(counts, "in_time"),
                  .asked = of(counts, "asked")};
  std::map<int, std::int64_t> took;
  std::int64_t all = 0;
  for (auto const& [what, count] : counts) {
    if (not what.starts_with(days)) continue;
    int number = 0;
    std::from_chars(what.data() + days.size(), what.data() + what.size(), number);
    took[number] += count;
    all += count;
  }
  if (all == 0) return figures;
  figures.median = within(took, all, 50);
  figures.high = within(took, all, 90);
  return figures;
}

Figures sum_of(std::map<std::string, std::map<std::string, std::int64_t>> const& by_type) {
  std::map<std::string, std::int64_t> all;
  for (auto const& [type, counts] : by_type) {
    for (auto const& [what, count] : counts) all[what] += count;
  }
  return figures_of(all);
}

}  // namespace kreislauf::cases
