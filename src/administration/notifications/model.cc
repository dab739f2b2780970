#include "administration/notifications/model.h"

#include <algorithm>
#include <array>

namespace kreislauf::notifications {

namespace {

constexpr std::array<std::string_view, kinds> names{"changed", "message", "decided", "unfetched", "ends_today"};

}  // namespace

std::string_view name_of(Kind kind) { return names[static_cast<std::size_t>(kind)]; }

Kind kind_in(std::string_view name) {
  auto const found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? Kind::changed : static_cast<Kind>(found - names.begin());
}

Quiet Quiet::from_row(db::Row const& row) {
  return {.on = row.integer(0) != 0,
          .from = static_cast<int>(row.integer(1)),
          .to = static_cast<int>(row.integer(2)),
          .sundays = row.integer(3) != 0};
}

Device Device::from(db::Row const& row) {
  return {.id = row.integer(0),
          .subject = row.string(1),
          .endpoint_hash = row.string(2),
          .sealed = row.string(3),
          .name = row.string(4),
          .language = row.string(5),
          .site = row.string(6),
          .made_at = row.string(7)};
}

HeldNews HeldNews::from(db::Row const& row) {
  return {.id = row.integer(0),
          .way = row.text(1) == "push" ? Way::push : Way::mail,
          .recipient = row.string(2),
          .subject = row.string(3),
          .kind = kind_in(row.text(4)),
          .due_at = row.string(5),
          .sealed = row.string(6)};
}

}  // namespace kreislauf::notifications
