#include "administration/identity/channel.h"

#include <fmt/format.h>

#include "administration/identity/forms.h"
#include "administration/identity/identity.h"
#include "administration/identity/rules.h"
#include "administration/identity/store.h"
#include "base/network.h"

namespace kreislauf::identity {

bool is_safe_way(http::Request const& request) {
  if (request.secure) return true;
  bool const this_machine = request.client.starts_with("127.") or request.client == "::1";
  // Browsers take `localhost` for this machine, always (RFC 6761, section 6.3).
  return (this_machine and not request.forwarded) or request.host == "localhost" or
         request.host.ends_with(".localhost");
}

http::Response unsafe_way_page(authority::Context const& c, std::string const& path) {
  auto const& t = c.t;
  StaffPage page{c, {.title = std::string{t("Diese Verbindung ist nicht geschützt")}, .path = path}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Diese Verbindung ist nicht geschützt"), "</h1><p class=\"kl-lead\">",
       t("Andere könnten Ihr Passwort mitlesen. Deshalb können Sie sich hier nicht anmelden."), "</p><p>",
       t("Öffnen Sie die Seite mit https:// am Anfang der Adresse. Geht das nicht, fragen Sie die Stelle, die den "
         "Rechner betreut."),
       "</p></div>");
  return page.finish(403);
}

std::string attempts_of_client(db::Connection& connection, authority::Context const& c, std::string_view client) {
  return "client:" + crypto::hmac_hex(store::secret(connection, "clients", c.random), network_of(client));
}

std::string wait_sentence(authority::Context const& c, Instant until) {
  // Rounded up: whoever comes at the minute told finds the door open.
  auto const local = legal_time(until + std::chrono::seconds{59});
  return c.t("Das waren zu viele Versuche. Ab {} Uhr können Sie es wieder versuchen.",
             fmt::format("{:02}:{:02}", local.minute_of_day / 60, local.minute_of_day % 60));
}

}  // namespace kreislauf::identity
