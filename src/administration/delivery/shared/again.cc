#include "administration/delivery/shared/again.h"

#include <fmt/format.h>

#include "administration/delivery/rules/transitions.h"

namespace kreislauf::delivery {

std::string path_of(Delivery const& d) { return fmt::format("/verwaltung/amt/{}/zustellungen/{}", d.office, d.id); }

void write_buttons(kern::Sheet& page, Delivery const& d) {
  if (not after(d.state, Verb::again)) return;
  page.button_form(
      path_of(d),
      {.label = "Noch einmal zustellen", .weight = kern::Weight::secondary, .name = button, .value = again});
  page.button_form(path_of(d),
                   {.label = "Bleibt hier", .weight = kern::Weight::tertiary, .name = button, .value = here});
}

}  // namespace kreislauf::delivery
