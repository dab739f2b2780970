#include "administration/identity/acts/sessions.h"
#include "administration/identity/office/office.h"
#include "administration/identity/office/own_account.h"
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

std::string name_of(Session const& one) {
  return one.browser.empty() ? std::string{"Unbekannter Browser"} : one.browser;
}

constexpr std::string_view all_others = "alle";

/// Which of the other sessions end: one of them by the beginning of its key, or all.
kern::Form questions(StaffContext const& c, std::vector<Session> const& sessions) {
  std::vector<kern::Option> which{{.value = std::string{all_others}, .label = "Alle anderen Geräte"}};
  for (auto const& one : sessions) {
    if (one.key != c.staff.session)
      which.push_back({.value = one.key.substr(0, 16),
                       .label = name_of(one) + ", angemeldet am " + i18n::short_moment(one.created)});
  }
  kern::Field const password{.name = "passwort",
                             .kind = kern::Kind::password,
                             .label = "Ihr jetziges Passwort",
                             .missing = "Geben Sie Ihr Passwort ein.",
                             .autocomplete = "current-password"};
  kern::Field const choice{.name = "welche",
                           .kind = kern::Kind::choice,
                           .label = "Wo wollen Sie sich abmelden?",
                           .options = std::move(which)};
  kern::Form form{c.t, c.today(), {choice, password}};
  form.fill("welche", std::string{all_others});
  return form;
}

void write_sessions(StaffPage& page, StaffContext const& c, std::vector<Session> const& sessions,
                    kern::Form const& form) {
  kern::section(page.out(), {.id = "geraete", .heading = "Hier sind Sie angemeldet"}, [&](html::Writer& out) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& one : sessions) {
        bool const here = one.key == c.staff.session;
        details.row(name_of(one), "angemeldet am " + i18n::short_moment(one.created), here ? "dieser Browser" : "");
      }
    });
    if (sessions.size() < 2) return;
    page.form(form, {.path = std::string{own_path} + "/sitzungen"}, [&](kern::Fields& f) {
      f.all();
      f.submit("Dort abmelden");
    });
  });
}

Response show(StaffContext const& c, kern::Form const& form, std::vector<Session> const& sessions, bool done) {
  StaffPage page{c, {.title = "Mein Konto", .path = std::string{own_path}, .form = &form}};
  auto& out = page.out();
  if (done) kern::done(out, "Die Änderung ist gespeichert.");
  kern::facts(out, {{.icon = "pen", .term = "Name", .value = c.staff.name},
                    {.icon = "screen", .term = "Anmeldename", .value = c.staff.login}});
  write_sessions(page, c, sessions, form);
  bool const by_directory = own_account(c).by_directory;
  kern::section(out, {.id = "sicherheit", .heading = "Sicherheit"}, [&](html::Writer&) {
    std::vector<kern::Link> links{
        {.path = "/verwaltung/konto/zweiter-faktor", .label = "Neue App für den Code einrichten"},
        {.path = "/verwaltung/konto/passkeys", .label = "Passkeys anlegen und entfernen"}};
    if (not by_directory)
      links.insert(links.begin(), {.path = "/verwaltung/konto/passwort", .label = "Passwort ändern"});
    kern::links(out, links);
  });
  return page.finish();
}

}  // namespace

Response account(Request const& request, StaffContext& c) {
  auto const sessions = own_sessions(c);
  return show(c, questions(c, sessions), sessions, http::field(request.query, "fertig").has_value());
}

Response end_other_sessions(Ways& ways, Request const& request, StaffContext& c) {
  auto const sessions = own_sessions(c);
  auto form = questions(c, sessions);
  form.read(request.body);
  auto account = own_account(c);
  account.totp_secret.clear();  // to end a session one factor is enough (ASVS 5.0, 7.5.2)
  auto const proven = check_proof(ways, form, c, account);
  if (not form.fine() or not proven) return show(c, form, sessions, false);
  auto const which = form.text("welche");
  return authority::perform(c, request,
                            [&](acts::Transaction& tx) {
                              identity::end_other_sessions(tx, c.staff,
                                                           which == all_others ? std::string_view{} : which);
                              return acts::see(std::string{own_path} + "?fertig=1");
                            },
                            {.secret = true});
}

}  // namespace kreislauf::identity::office
