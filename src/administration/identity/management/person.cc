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
  });
}

void write_access(StaffPage& page, Account const& account, bool locked) {
  auto const path = path_of_person(account.id);
  auto const button = [&](std::string_view end, std::string_view label) {
    page.button_form(path + std::string{end}, {.label = label, .weight = kern::Weight::secondary});
  };
  kern::section(page.out(), {.id = "zugang", .heading = "Zugang"}, [&](html::Writer& out) {
    if (locked) button("/entsperren", "Sperre aufheben");
    button("/passwort", "Neues Einmal-Passwort");
    button("/zweiter-faktor", "Telefon verloren: App und Passwort zurücksetzen");
    auto const label = account.active ? "Konto abschalten" : "Konto wieder einschalten";
    page.button_form(path + "/stand", {.label = label, .weight = kern::Weight::secondary},
                     {{"stand", account.active ? "aus" : "an"}});
    out("<p class='kl-small kl-muted'>Konten werden nie gelöscht, damit das Protokoll verständlich bleibt.</p>"_h);
  });
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

Response person(Request const& request, StaffContext& c) {
  auto const account = account_at(c);
  bool const locked = is_locked(c, account);
  StaffPage page{
      c, {.title = account.name, .path = path_of_person(account.id), .crumbs = {{"/verwaltung/personen", "Personen"}}}};
  if (http::field(request.query, "fertig")) kern::done(page.out(), "Die Änderung ist gespeichert.");
  page("<p>Anmeldename: "_h, account.login, " · "_h, state_text(account, locked), "</p>"_h);
  write_roles(page, c, account);
  if (account.id != c.staff.id) write_access(page, account, locked);
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

Response reset_second_factor(Request const& request, StaffContext& c) {
  return reset(request, c, true,
               "Passwort und App gelten nicht mehr. Die Person ist überall abgemeldet und richtet die App neu ein.");
}

}  // namespace kreislauf::identity::management
