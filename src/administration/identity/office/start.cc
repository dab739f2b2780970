#include <fmt/format.h>

#include <algorithm>

#include "administration/identity/identity.h"
#include "administration/identity/office/office.h"
#include "administration/identity/rights.h"
#include "administration/identity/rules.h"
#include "administration/identity/shared/frame.h"
#include "administration/identity/store/store.h"

// The start page of staff: what needs doing now. Where everything is, the tabs say.
namespace kreislauf::identity::office {

namespace {

constexpr std::string_view own_path = "/verwaltung";

/// What somebody is in an office, or in all of them where none is given: `Leitung, Empfang`.
std::string roles_in(authority::Staff const& staff, std::string_view office) {
  std::string out;
  for (auto const& one : staff.roles) {
    if (one.office != "*" and one.office != office) continue;
    out += (out.empty() ? "" : ", ") + std::string{authority::german_name_of(one.role)};
    if (not one.services.empty()) out += " (einige Dienste)";
  }
  return out;
}

struct Accounts {
  std::vector<Account> all;
  std::vector<Device> devices;
  std::set<std::string> locked;
  std::int64_t mails = 0;  ///< that nobody could deliver
};

Accounts read(StaffContext const& c) {
  Accounts found;
  c.db.read([&](db::Connection& connection) {
    found.all = store::accounts(connection);
    found.devices = store::devices(connection);
    found.locked = store::locked(connection, c.clock.now());
  });
  auto const mails = acts::pending(c.db);
  found.mails = std::count_if(mails.begin(), mails.end(), [](acts::Pending const& one) { return one.state == "dead"; });
  return found;
}

std::string path_of(Account const& account) { return fmt::format("/verwaltung/personen/{}", account.id); }

/// Whether something needs doing.
bool write_people(html::Writer& out, StaffContext const& c, Accounts const& accounts) {
  bool any = false;
  auto const line = [&](kern::Light light, std::string const& what, std::string const& about, Account const& account) {
    kern::todo(out, {light, what, about, path_of(account), "Zum Konto"});
    any = true;
  };
  for (auto const& one : accounts.all) {
    if (not one.active) continue;
    if (accounts.locked.contains(rules::attempts_of_login(one.login)))
      line(kern::Light::bad, one.name + " ist gesperrt", "zu viele Fehlversuche bei der Anmeldung", one);
    else if (one.one_time_until and *one.one_time_until < c.clock.now())
      line(kern::Light::bad, one.name + " kann sich nicht anmelden",
           one.by_directory ? "die App wurde nicht rechtzeitig verbunden" : "das Einmal-Passwort ist abgelaufen", one);
    else if (one.must_change or (one.by_directory and one.totp_secret.empty()))
      line(kern::Light::soon, one.name + " war noch nie angemeldet", "wartet auf die erste Anmeldung", one);
  }
  return any;
}

void write_accounts(html::Writer& out, StaffContext const& c) {
  auto const accounts = read(c);
  kern::section(out, {.id = "konten", .heading = "Konten und Geräte"}, [&](html::Writer&) {
    out("<div class='kl-panel'><ul class='kl-todo'>"_h);
    bool any = write_people(out, c, accounts);
    for (auto const& one : accounts.devices) {
      if (rules::state_of(one, c.clock.now()) != rules::DeviceState::code_ended) continue;
      kern::todo(out, {kern::Light::soon, one.name + " ist nicht verbunden", "der Code ist abgelaufen",
                       "/verwaltung/geraete", "Zu den Geräten"});
      any = true;
    }
    if (accounts.mails > 0) {
      kern::todo(out, {kern::Light::bad,
                       accounts.mails == 1 ? "1 E-Mail kam nicht an"
                                           : fmt::format("{} E-Mails kamen nicht an", accounts.mails),
                       "Welche, sieht der Betrieb mit: kreislauf outbox",
                       {},
                       {}});
      any = true;
    }
    if (not any) kern::todo(out, {kern::Light::open, "Hier ist nichts zu tun", {}, {}, {}});
    out("</ul></div>"_h);
  });
}

}  // namespace

Response start(Request const&, StaffContext& c) {
  StaffPage page{c,
                 {.title = "Übersicht",
                  .path = std::string{own_path},
                  .heading = "Guten Tag, " + c.staff.name,
                  .scripts = {"live.js"}}};
  for (auto const* office : offices_of(c)) {
    auto const id = "amt-" + office->id.value();
    kern::section(page.out(), {.id = id, .heading = office->name}, [&](html::Writer& out) {
      out("<p class='kl-muted'>"_h, roles_in(c.staff, office->id.value()), "</p>"_h);
      authority::write_panels(page, c, "staff_start", office->id.value(), {});
    });
  }
  if (c.staff.may(rights::accounts)) write_accounts(page.out(), c);
  return page.finish();
}

}  // namespace kreislauf::identity::office
