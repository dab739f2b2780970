#include "administration/capacity/model.h"

#include "platform/i18n/dates.h"

namespace kreislauf::capacity {

Day Day::from(db::Row const& row) {
  return {.day = i18n::parse_iso(row.text(0)).value_or(std::chrono::sys_days{}),
          .places = row.integer(1),
          .taken = row.integer(2)};
}

}  // namespace kreislauf::capacity
