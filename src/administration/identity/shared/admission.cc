#include "administration/identity/identity.h"
#include "administration/identity/rules.h"

// What the dispatcher answers instead of a page, and where it leads.
namespace kreislauf::identity {

namespace {

http::Response short_page(authority::TownContext const& c, unsigned status, std::string heading, std::string_view lead,
                          kern::ButtonLink const& way_on) {
  StaffPage page{c, {.title = std::move(heading), .path = "/verwaltung"}};
  page.lead(lead);
  kern::actions(page.out(), [&](html::Writer& out) { kern::button_link(out, way_on); });
  return page.finish(status);
}

}  // namespace

http::Response signed_out_page(authority::TownContext const& c) {
  return short_page(c, 401, "Sie sind nicht mehr angemeldet",
                    "Nichts wurde gespeichert. Melden Sie sich an und öffnen Sie die Seite noch einmal. Wer 30 Minuten "
                    "nichts tut, wird abgemeldet.",
                    {.path = "/verwaltung/anmelden", .label = "Anmelden"});
}

http::Response no_right_page(authority::TownContext const& c) {
  return short_page(c, 403, "Dafür haben Sie hier kein Recht",
                    "Nichts wurde gespeichert. Wer die Konten verwaltet, kann Ihnen das Recht geben.",
                    {.path = "/verwaltung", .label = "Zur Startseite der Verwaltung"});
}

bool is_account_page(std::string_view pattern) {
  return pattern.starts_with("/verwaltung/konto") or pattern == "/verwaltung/abmelden";
}

std::string path_to_missing(Missing missing) {
  return missing == Missing::password ? "/verwaltung/konto/passwort" : "/verwaltung/konto/zweiter-faktor";
}

std::string sign_in_path(std::string_view target) {
  return "/verwaltung/anmelden?ziel=" + html::in_url(rules::safe_target(target));
}

}  // namespace kreislauf::identity
