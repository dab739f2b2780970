#include "administration/identity/shared/channel.h"

#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/identity/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::identity {

http::Response unsafe_way_page(authority::TownContext const& c, std::string const& path) {
  StaffPage page{c, {.title = "Diese Verbindung ist nicht geschützt", .path = path}};
  page.lead("Andere könnten Ihr Passwort mitlesen. Deshalb können Sie sich hier nicht anmelden.");
  page(
      "<p>"_h,
      "Öffnen Sie die Seite mit https:// am Anfang der Adresse. Geht das nicht, fragen Sie die Stelle, die den Rechner "
      "betreut.",
      "</p>"_h);
  return page.finish(403);
}

std::string attempts_of_client(authority::TownContext const& c, Client const& client) {
  return "client:" + c.keys.mac("identity/clients", client.network);
}

std::string wait_sentence(Instant until) {
  // Rounded up: whoever comes at the minute told finds the door open.
  auto const local = legal_time(until + std::chrono::seconds{59});
  return fmt::format("Das waren zu viele Versuche. Ab {} Uhr können Sie es wieder versuchen.",
                     i18n::clock(local.minute_of_day));
}

}  // namespace kreislauf::identity
