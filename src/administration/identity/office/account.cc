#include "administration/identity/acts/sessions.h"
#include "administration/identity/office/office.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "authority/act.h"
#include "platform/i18n/dates.h"

namespace kreislauf::identity::office {

namespace {

constexpr std::string_view own_path = "/verwaltung/konto";

std::vector<Session> own_sessions(StaffContext const& c) {
  std::vector<Session> sessions;
  c.db.read([&](db::Connection& connection) { sessions = store::sessions_of(connection, c.staff.id); });
  std::erase_if(sessions,
                [&](Session const& one) { return rules::standing(one, c.clock.now()) != rules::Standing::alive; });
  return sessions;
}

void write_sessions(StaffPage& page, StaffContext const& c, std::vector<Session> const& sessions) {
  kern::section(page.out(), {.id = "geraete", .heading = "Hier sind Sie angemeldet"}, [&](html::Writer& out) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& one : sessions) {
        auto const browser = one.browser.empty() ? "Unbekannter Browser" : one.browser;
        bool const here = one.key == c.staff.session;
        details.row(browser, "angemeldet am " + i18n::short_moment(one.created), here ? "dieser Browser" : "");
      }
    });
    if (sessions.size() < 2) return;
    page.button_form(std::string{own_path} + "/sitzungen",
                     {.label = "Auf allen anderen Geräten abmelden", .weight = kern::Weight::secondary});
  });
}

}  // namespace

Response account(Request const& request, StaffContext& c) {
  StaffPage page{c, {.title = "Mein Konto", .path = std::string{own_path}}};
  auto& out = page.out();
  if (http::field(request.query, "fertig")) kern::done(out, "Die Änderung ist gespeichert.");
  kern::facts(out, {{.icon = "pen", .term = "Name", .value = c.staff.name},
                    {.icon = "screen", .term = "Anmeldename", .value = c.staff.login}});
  write_sessions(page, c, own_sessions(c));
  kern::section(out, {.id = "sicherheit", .heading = "Sicherheit"}, [&](html::Writer&) {
    kern::links(out, {{.path = "/verwaltung/konto/passwort", .label = "Passwort ändern"},
                      {.path = "/verwaltung/konto/zweiter-faktor", .label = "Neue App für den Code einrichten"}});
  });
  return page.finish();
}

Response end_other_sessions(Request const& request, StaffContext& c) {
  return authority::perform(c, request, [&](acts::Transaction& tx) {
    identity::end_other_sessions(tx, c.staff);
    return acts::see(std::string{own_path} + "?fertig=1");
  });
}

}  // namespace kreislauf::identity::office
