#include <fmt/format.h>

#include "administration/identity/acts/accounts.h"
#include "administration/identity/management/management.h"
#include "administration/identity/management/people.h"
#include "administration/identity/management/roles.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "authority/act.h"
#include "base/errors.h"

namespace kreislauf::identity::management {

namespace {

Account account_at(StaffContext const& c) {
  auto const id = number_in(c.path("person"));
  std::optional<Account> found;
  c.db.read([&](db::Connection& connection) { found = store::account(connection, id); });
  if (not found) throw NotFound{};
  return *std::move(found);
}

/// The acts on another person's account: nobody changes the own one, so that one administrator is left.
Account other_account(StaffContext const& c) {
  auto account = account_at(c);
  if (account.id == c.staff.id) throw Conflict{"nobody changes the own account here"};
  return account;
}

bool is_locked(StaffContext const& c, Account const& account) {
  bool locked = false;
  c.db.read([&](db::Connection& connection) {
    locked = store::locked(connection, c.clock.now()).contains(rules::attempts_of_login(account.login));
  });
  return locked;
}

/// Who works on cases does so for all services of an office, or for some (administration/cases/management).
void write_limits(html::Writer& out, StaffContext const& c, Account const& account) {
  std::vector<kern::Link> links;
  for (auto const& one : account.roles) {
    if (one.role != authority::Role::clerk) continue;
    auto const* office = c.town->office(one.office);
    auto const place = one.office == "*" ? std::string{"alle Ämter"} : office == nullptr ? one.office : office->name;
    auto const count = one.services.size();
    auto const what = count == 0   ? std::string{"alle Dienste"}
                      : count == 1 ? "1 Dienst"
                                   : fmt::format("{} Dienste", count);
    links.push_back(
        {.path = fmt::format("{}/dienste/{}", path_of_person(account.id), one.office == "*" ? "alle" : one.office),
         .label = fmt::format("Fälle in: {}", place),
         .small = what});
  }
  if (links.empty()) return;
  out("<h3>Für welche Dienste?</h3>"_h);
  kern::links(out, links);
}

void write_roles(StaffPage& page, StaffContext const& c, Account const& account) {
  kern::section(page.out(), {.id = "rechte", .heading = "Rechte"}, [&](html::Writer& out) {
    if (account.id == c.staff.id) {
      out("<p>"_h, roles_text(c, account.roles),
          "</p><p class='kl-muted'>Das ist Ihr eigenes Konto. Die Rechte kann nur eine andere Person ändern.</p>"_h);
      return;
    }
    kern::Form form{c.t, c.today(), role_questions(c)};
    fill_roles(form, c, account.roles);
    write_role_lines(out);
    page.form(form, {.path = path_of_person(account.id) + "/rechte"}, [&](kern::Fields& f) {
      write_role_table(f, c);
      f.submit("Rechte speichern");
    });
    write_limits(out, c, account);
  });
}

void write_access(StaffPage& page, Account const& account, bool locked, logins::PasswordDirectory const* directory) {
  auto const path = path_of_person(account.id);
  auto const button = [&](std::string_view end, std::string_view label) {
    page.button_form(path + std::string{end}, {.label = label, .weight = kern::Weight::secondary});
  };
  kern::section(page.out(), {.id = "zugang", .heading = "Zugang"}, [&](html::Writer& out) {
    if (locked) button("/entsperren", "Sperre aufheben");
    if (account.by_directory) {
      button("/zweiter-faktor", "Telefon verloren: App zurücksetzen");
      button("/passwort", "Auf ein eigenes Passwort umstellen");
    } else {
      button("/passwort", "Neues Einmal-Passwort");
      button("/zweiter-faktor", "Telefon verloren: App und Passwort zurücksetzen");
      if (directory != nullptr) button("/verzeichnis", fmt::format("Passwort aus „{}“ verwenden", directory->name));
    }
    auto const label = account.active ? "Konto abschalten" : "Konto wieder einschalten";
    page.button_form(path + "/stand", {.label = label, .weight = kern::Weight::secondary},
                     {{"stand", account.active ? "aus" : "an"}});
    out("<p class='kl-small kl-muted'>Konten werden nie gelöscht, damit das Protokoll verständlich bleibt.</p>"_h);
  });
}

std::string about_password(logins::Logins& logins, StaffContext const& c) {
  auto const* directory = logins.passwords().of(c.authority);
  if (directory == nullptr) return "Das Passwort kam aus einem Verzeichnis, das nicht mehr eingerichtet ist.";
  return fmt::format("Das Passwort kommt aus „{}“. Der Anmeldename ist hier und dort derselbe.", directory->name);
}

/// Does an act on the account and shows it as it is now.
Response change(StaffContext const& c, Request const& request, Account const& account,
                FunctionRef<void(acts::Transaction&)> work) {
  return authority::perform(c, request, [&](acts::Transaction& tx) {
    work(tx);
    return acts::see(path_of_person(account.id) + "?fertig=1");
  });
}

Response reset(Request const& request, StaffContext const& c, bool second_factor, std::string const& lead) {
  auto const account = other_account(c);
  auto const password = make_one_time_password(c.random);
  bool given = false;
  auto const answer = authority::act(c, request, [&](acts::Transaction& tx) {
    reset_access(tx, account, password, second_factor);
    given = true;
    return acts::see(path_of_person(account.id));
  });
  if (not given) return authority::to_response(answer);  // sent twice: the password was shown the first time
  return show_password_once(c, account.name, account.id, password.shown, lead);
}

}  // namespace

Response person(logins::Logins& logins, Request const& request, StaffContext& c) {
  auto const account = account_at(c);
  bool const locked = is_locked(c, account);
  StaffPage page{
      c, {.title = account.name, .path = path_of_person(account.id), .crumbs = {{"/verwaltung/personen", "Personen"}}}};
  if (http::field(request.query, "fertig")) kern::done(page.out(), "Die Änderung ist gespeichert.");
  page("<p>Anmeldename: "_h, account.login, " · "_h, state_text(account, locked), "</p>"_h);
  if (account.by_directory) page("<p>"_h, about_password(logins, c), "</p>"_h);
  write_roles(page, c, account);
  if (account.id != c.staff.id) write_access(page, account, locked, logins.passwords().of(c.authority));
  return page.finish();
}

Response change_roles(Request const& request, StaffContext& c) {
  auto const account = other_account(c);
  kern::Form form{c.t, c.today(), role_questions(c)};
  form.read(request.body);
  auto const roles = roles_in(form, c);
  return change(c, request, account, [&](acts::Transaction& tx) { identity::change_roles(tx, account, roles); });
}

Response change_activity(Request const& request, StaffContext& c) {
  auto const account = other_account(c);
  bool const active = http::field(request.body, "stand").value_or("") == "an";
  return change(c, request, account, [&](acts::Transaction& tx) { set_active(tx, account, active); });
}

Response unlock_person(Request const& request, StaffContext& c) {
  auto const account = other_account(c);
  return change(c, request, account, [&](acts::Transaction& tx) { unlock(tx, account); });
}

Response reset_password(Request const& request, StaffContext& c) {
  return reset(request, c, false, "Das alte Passwort gilt nicht mehr. Die Person ist überall abgemeldet.");
}

Response leave_password(logins::Logins& logins, Request const& request, StaffContext& c) {
  auto const account = other_account(c);
  if (logins.passwords().of(c.authority) == nullptr) throw Conflict{"there is no directory of passwords"};
  return change(c, request, account, [&](acts::Transaction& tx) { leave_password_to_directory(tx, account); });
}

Response reset_second_factor(Request const& request, StaffContext& c) {
  auto const account = other_account(c);
  if (account.by_directory) return change(c, request, account, [&](acts::Transaction& tx) { reset_app(tx, account); });
  return reset(request, c, true,
               "Passwort und App gelten nicht mehr. Die Person ist überall abgemeldet und richtet die App neu ein.");
}

}  // namespace kreislauf::identity::management
