#include "administration/capacity/acts/taking.h"

#include <fmt/format.h>

#include "administration/capacity/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::capacity {

void take(acts::Transaction& tx, std::string_view calendar, std::chrono::sys_days day, std::string_view subject) {
  give_back(tx, subject);
  if (not store::take(tx.db, calendar, day)) throw Full{};
  store::add_claim(tx.db, subject, {std::string{calendar}, day});
}

void give_back(acts::Transaction& tx, std::string_view subject) {
  auto const claim = store::claim_of(tx.db, subject);
  if (not claim) return;
  store::remove_claim(tx.db, subject);
  store::give_back(tx.db, claim->calendar, claim->day);
}

void set_places(acts::Transaction& tx, std::string_view calendar, std::vector<std::chrono::sys_days> const& days,
                std::int64_t places) {
  for (auto const day : days) store::set_places(tx.db, calendar, day, places);
  if (days.empty()) return;
  tx.event(
      "capacity.set", fmt::format("calendar:{}", calendar),
      fmt::format(R"({{"from":"{}","to":"{}","places":{}}})", i18n::iso(days.front()), i18n::iso(days.back()), places));
}

}  // namespace kreislauf::capacity
