#include "administration/delivery/shared/again.h"

#include <fmt/format.h>

namespace kreislauf::delivery {

std::string path_of(Delivery const& d) { return fmt::format("/verwaltung/amt/{}/zustellungen/{}", d.office, d.id); }

void write_buttons(kern::Sheet& page, Delivery const& d) {
  page.button_form(
      path_of(d),
      {.label = "Noch einmal zustellen", .weight = kern::Weight::secondary, .name = button, .value = send_again_value});
  page.button_form(
      path_of(d), {.label = "Bleibt hier", .weight = kern::Weight::tertiary, .name = button, .value = keep_here_value});
}

}  // namespace kreislauf::delivery
