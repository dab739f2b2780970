#include "administration/catalog/rules/competence.h"

#include <algorithm>

#include "base/text.h"

namespace kreislauf::catalog::rules {

bool is_leika_key(std::string_view key) {
  return key.size() == 14 and key.starts_with("99") and
         std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' and c <= '9'; });
}

Level level_of_types(std::string_view types) {
  // Several types mean that more than one level takes part; then the catalogue alone does not say who answers.
  auto const type = text::trimmed(types);
  if (type == "1") return Level::federal;
  if (type == "2a" or type == "3a" or type == "4a") return Level::state;
  if (type == "2b" or type == "3b" or type == "4b" or type == "5") return Level::municipality;
  return Level::unknown;
}

Level level_for(Service const& service, authority::Status status) {
  auto const& competence = service.competence;
  switch (status) {
    case authority::Status::small:
      return competence.small;
    case authority::Status::medium:
      return competence.medium;
    case authority::Status::large:
      return competence.large;
    case authority::Status::independent:
      return competence.independent == Level::district ? Level::municipality : competence.independent;
    case authority::Status::district:
      break;
  }
  // Seen from the district: what it does for its smallest towns is its own.
  return competence.small;
}

Responsible responsible(Service const& service, authority::Authority const& town,
                        authority::Directory const& directory) {
  if (auto const* agreement = directory.delegation(service.key.value(), town)) {
    return {.level = Level::other, .authority = directory.by_key(agreement->to), .delegation = agreement};
  }
  auto const level = level_for(service, town.status);
  if (town.is_district()) return {.level = level, .authority = level == Level::district ? &town : nullptr};
  if (level == Level::municipality) return {.level = level, .authority = &town};
  if (level == Level::district) return {.level = level, .authority = directory.district_of(town)};
  return {.level = level, .authority = nullptr};
}

}  // namespace kreislauf::catalog::rules
