#include "administration/cases/rules/figures.h"

#include <algorithm>
#include <charconv>
#include <string_view>

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

std::optional<int> Figures::share_online() const {
  std::int64_t all = 0, online = 0;
  for (auto const& [way, count] : ways) {
    all += count;
    if (way == "online" or way == "program") online += count;
  }
  return all == 0 ? std::nullopt : std::optional{share(online, all)};
}

std::optional<int> Figures::share_content() const {
  constexpr std::int64_t enough = 5;
  return marks < enough ? std::nullopt : std::optional{share(content, marks)};
}

int Figures::share_dropped(std::int64_t count) const { return share(count, std::max(begun, count)); }

namespace {

/// Counts with a name behind their kind: `way:online`.
std::map<std::string, std::int64_t> named(std::map<std::string, std::int64_t> const& counts, std::string_view kind) {
  std::map<std::string, std::int64_t> found;
  for (auto const& [what, count] : counts)
    if (what.starts_with(kind)) found[what.substr(kind.size())] += count;
  return found;
}

void take_drafts_and_marks(Figures& figures, std::map<std::string, std::int64_t> const& counts) {
  figures.ways = named(counts, "way:");
  figures.begun = of(counts, "begun");
  figures.dropped = named(counts, "dropped:");
  for (auto const& [mark, count] : named(counts, "mark:")) {
    figures.marks += count;
    if (mark == "4" or mark == "5") figures.content += count;
  }
}

}  // namespace

Figures figures_of(std::map<std::string, std::int64_t> const& counts) {
  Figures figures{.opened = of(counts, "opened"),
                  .decided = of(counts, "decided"),
                  .in_time = of(counts, "in_time"),
                  .asked = of(counts, "asked")};
  take_drafts_and_marks(figures, counts);
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
