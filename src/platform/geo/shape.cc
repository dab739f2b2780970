#include "platform/geo/shape.h"

namespace kreislauf::geo {

std::optional<Kind> kind_of(std::uint64_t number) {
  bool const known =
      (number >= 1 and number <= 5) or (number >= 16 and number <= 28) or (number >= 40 and number <= 46);
  return known ? std::optional{static_cast<Kind>(number)} : std::nullopt;
}

std::string_view local_name(std::string_view name, std::string_view town) {
  if (town.empty() or not name.starts_with(town)) return name;
  auto rest = name.substr(town.size());
  if (not rest.starts_with(", ") and not rest.starts_with(' ')) return name;
  rest.remove_prefix(rest.find(' ') + 1);
  return rest.empty() ? name : rest;
}

bool holds(std::vector<Line> const& rings, Point p) {
  bool inside = false;
  for (auto const& ring : rings) {
    auto const* before = &ring.back();
    for (auto const& corner : ring) {
      if ((corner.y > p.y) != (before->y > p.y)) {
        auto const at =
            static_cast<double>(before->x - corner.x) * (p.y - corner.y) / (before->y - corner.y) + corner.x;
        if (p.x < at) inside = not inside;
      }
      before = &corner;
    }
  }
  return inside;
}

}  // namespace kreislauf::geo
