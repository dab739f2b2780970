#include "administration/cases/shared/presence.h"

#include <algorithm>

namespace kreislauf::cases {

namespace {

/// An open page renews itself each minute (islands/live.ts).
constexpr std::chrono::minutes stays{3};
/// Beyond it what is old is looked for.
constexpr std::size_t many = 1000;

}  // namespace

std::vector<std::int64_t> Presence::note(std::string const& authority, std::int64_t one, std::int64_t staff,
                                         Instant now) {
  std::lock_guard const lock{mutex_};
  if (visitors_.size() > many) forget(now - stays);
  auto& here = visitors_[{authority, one}];
  std::erase_if(here, [&](Visitor const& visitor) { return visitor.staff == staff or visitor.at < now - stays; });
  std::vector<std::int64_t> others;
  for (auto const& visitor : here) others.push_back(visitor.staff);
  here.push_back({staff, now});
  return others;
}

void Presence::forget(Instant before) {
  std::erase_if(visitors_, [&](auto const& entry) {
    return std::all_of(entry.second.begin(), entry.second.end(),
                       [&](Visitor const& visitor) { return visitor.at < before; });
  });
}

}  // namespace kreislauf::cases
