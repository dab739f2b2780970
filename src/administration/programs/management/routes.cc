#include "administration/programs/management/routes.h"

#include "administration/programs/management/pages.h"
#include "administration/programs/rights.h"

namespace kreislauf::programs {

using authority::bind;

void add_management_routes(authority::Rows& rows, Programs& module) {
  auto const& right = rights::manage;
  rows.staff("/verwaltung/amt/{amt}/fachverfahren", right, bind(module, &management::overview),
             "Specialist systems of an office");
  rows.staff_form("/verwaltung/amt/{amt}/fachverfahren/schluessel", 16_KB, right, bind(module, &management::add_key),
                  "Make a key for a specialist system");
  rows.staff_form("/verwaltung/amt/{amt}/fachverfahren/schluessel/{nummer}/sperren", 8_KB, right,
                  bind(module, &management::revoke_key), "Revoke a key");
  rows.staff_form("/verwaltung/amt/{amt}/fachverfahren/empfaenger", 16_KB, right,
                  bind(module, &management::add_receiver), "Add a receiver of messages");
  rows.staff("/verwaltung/amt/{amt}/fachverfahren/empfaenger/{nummer}", right, bind(module, &management::receiver),
             "What a receiver was told");
  rows.staff_form("/verwaltung/amt/{amt}/fachverfahren/empfaenger/{nummer}", 8_KB, right,
                  bind(module, &management::act_on_receiver), "Send again, stop, go on, remove");
}

}  // namespace kreislauf::programs
