#include "administration/payments/shared/bookings.h"

#include "administration/payments/office/pages.h"
#include "base/typed/typed.h"
#include "platform/i18n/dates.h"

namespace kreislauf::payments::office {

http::Response bookings(Payments&, http::Request const& request, StaffContext& c) {
  kern::Form form{c.t,
                  c.today(),
                  {{.name = "von", .kind = kern::Kind::day, .label = "Von", .optional = true},
                   {.name = "bis", .kind = kern::Kind::day, .label = "Bis", .optional = true}}};
  form.read(request.query);
  auto const from = form.day("von").value_or(c.today()), to = form.day("bis").value_or(c.today());
  return {.content_type = "text/csv; charset=utf-8",
          .body = bookings_csv(c.db, from, to),
          .caching = http::Caching::none,
          .headers = {{"Content-Disposition",
                       "attachment; filename=\"buchungen-" + i18n::iso(from) + "-" + i18n::iso(to) + ".csv\""}}};
}

}  // namespace kreislauf::payments::office
