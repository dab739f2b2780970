#include "administration/appointments/resident/countdown.h"

#include <algorithm>

#include "platform/kern/assets.h"

namespace kreislauf::appointments::resident {

void write_countdown(html::Writer& out, authority::Context const& c, Countdown const& one) {
  auto const& t = c.t;
  auto const end = parse_iso_utc(std::string{one.until_utc});
  auto const left = std::chrono::duration_cast<std::chrono::seconds>(end - c.clock.now()).count();
  out("<div class='kl-note kl-hold' data-kl-hold='"_h, std::max<std::int64_t>(0, left), "' data-kl-many='"_h,
      t("Noch {n} Minuten."), "' data-kl-five='"_h, one.five_minutes, "' data-kl-one='"_h, t("Noch eine Minute."),
      "' data-kl-over='"_h, one.over, "'>"_h, kern::icon("clock"), "<div><p>"_h, one.sentence,
      " <span data-kl-left></span></p><p class='kern-sr-only' role='status'></p></div></div>"_h);
}

}  // namespace kreislauf::appointments::resident
