#include "administration/identity/management/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "administration/identity/management/management.h"
#include "administration/identity/management/roles.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "authority/act.h"
#include "base/errors.h"

namespace kreislauf::identity::management {

std::int64_t number_in(std::string const& text) {
  std::int64_t number = 0;
  auto const end = text.data() + text.size();
  auto const [stop, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} or stop != end or number <= 0) throw NotFound{};
  return number;
}

std::string path_of_person(std::int64_t id) { return "/verwaltung/personen/" + std::to_string(id); }

std::string_view state_text(Account const& account, bool locked) {
  if (not account.active) return "abgeschaltet";
  if (locked) return "gesperrt nach Fehlversuchen";
  if (account.must_change or (account.by_directory and account.totp_secret.empty()))
    return "wartet auf die erste Anmeldung";
  return account.totp_secret.empty() ? "ohne App für den Code" : "aktiv";
}

Response show_password_once(StaffContext const& c, std::string const& name, std::int64_t id,
                            std::string const& password, std::string const& lead) {
  StaffPage page{c,
                 {.title = "Einmal-Passwort",
                  .path = path_of_person(id),
                  .heading = "Einmal-Passwort für " + name,
                  .crumbs = {{"/verwaltung/personen", "Personen"}}}};
  page.lead(lead);
  page("<p><b class='kl-num'>"_h, password,
       "</b></p><ul><li>Geben Sie es persönlich weiter. Es wird nur jetzt gezeigt.</li><li>Es gilt sieben Tage und nur "
       "für die erste Anmeldung. Danach wählt die Person ein eigenes.</li></ul>"_h);
  kern::actions(page.out(),
                [&](html::Writer& out) { kern::button_link(out, {.path = path_of_person(id), .label = "Fertig"}); });
  return page.finish();
}

namespace {

constexpr std::string_view own_path = "/verwaltung/personen";

/// Somebody else has this login: nothing was stored.
struct LoginTaken : Refused {};

kern::Form questions(logins::Logins& logins, StaffContext const& c) {
  kern::Field const name{.name = "name",
                         .kind = kern::Kind::name,
                         .label = "Vorname und Nachname",
                         .most = rules::longest_name,
                         .missing = fmt::format("Geben Sie den Namen ein, höchstens {} Zeichen.", rules::longest_name)};
  constexpr auto wanted =
      "Der Anmeldename hat 2 bis 40 Zeichen: kleine Buchstaben, Ziffern, Punkt und Bindestrich. Er beginnt mit einem "
      "Buchstaben.";
  kern::Field const login{.name = "login",
                          .label = "Anmeldename",
                          .hint = "Kleine Buchstaben, Ziffern, Punkt und Bindestrich. Er bleibt für immer.",
                          .missing = wanted,
                          .wrong = wanted,
                          .plain = true};
  std::vector<kern::Field> all{name, login};
  if (auto const* directory = logins.passwords().of(c.authority))
    all.push_back({.name = "passwort",
                   .kind = kern::Kind::choice,
                   .label = "Welches Passwort hat die Person?",
                   .options = {{.value = "eigenes", .label = "Ein eigenes für dieses Programm"},
                               {.value = "verzeichnis", .label = fmt::format("Das aus „{}“", directory->name)}}});
  for (auto& question : role_questions(c)) all.push_back(std::move(question));
  return {c.t, c.today(), std::move(all)};
}

void write_people(html::Writer& out, StaffContext const& c) {
  std::vector<Account> all;
  std::set<std::string> locked;
  c.db.read([&](db::Connection& connection) {
    all = store::accounts(connection);
    locked = store::locked(connection, c.clock.now());
  });
  auto places = places_with_names(c);
  // An office where nobody has a role would only be a column of dashes.
  std::erase_if(places, [&](auto const& place) {
    return std::all_of(all.begin(), all.end(),
                       [&](Account const& one) { return roles_at(one.roles, place.first).empty(); });
  });
  std::vector<kern::Column> columns{{.label = "Name"}};
  for (auto const& place : places) columns.push_back({.label = place.second});
  columns.push_back({.label = "Stand"});
  kern::Table const table{.caption = "Wer sich hier anmelden kann, mit Rechten in den Ämtern",
                          .columns = std::move(columns),
                          .dense = true,
                          .wide = true};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : all) {
      rows.row([&](kern::Row& row) {
        row.head(html::fragment("<a href='"_h, path_of_person(one.id), "'>"_h, one.name, "</a><br><small>"_h, one.login,
                                "</small>"_h));
        for (auto const& place : places) {
          auto const roles = roles_at(one.roles, place.first);
          row.cell(roles.empty() ? std::string{"–"} : roles);
        }
        row.cell(state_text(one, locked.contains(rules::attempts_of_login(one.login))));
      });
    }
  });
}

Response show(StaffContext const& c, kern::Form const& form, bool has_directory) {
  StaffPage page{c, {.title = "Personen", .path = std::string{own_path}, .form = &form}};
  write_people(page.out(), c);
  kern::section(page.out(), {.id = "rollen", .heading = "Was die Rechte erlauben"},
                [](html::Writer& out) { write_role_lines(out); });
  kern::section(page.out(), {.id = "neu", .heading = "Person hinzufügen"}, [&](html::Writer&) {
    page.form(form, {.path = std::string{own_path}}, [&](kern::Fields& f) {
      f("name");
      f("login");
      if (has_directory) f("passwort");
      write_role_table(f, c);
      f.submit("Person hinzufügen");
    });
  });
  return page.finish();
}

}  // namespace

Response people(logins::Logins& logins, Request const&, StaffContext& c) {
  return show(c, questions(logins, c), logins.passwords().of(c.authority) != nullptr);
}

Response add_person(logins::Logins& logins, Request const& request, StaffContext& c) {
  bool const has_directory = logins.passwords().of(c.authority) != nullptr;
  auto form = questions(logins, c);
  form.read(request.body);
  auto const login = form.text("login");
  if (not login.empty() and not rules::is_login(login)) form.wrong("login", form.field("login").wrong);
  if (not form.fine()) return show(c, form, has_directory);

  NewAccount const wanted{.login = login,
                          .name = form.text("name"),
                          .roles = roles_in(form, c),
                          .by_directory = has_directory and form.text("passwort") == "verzeichnis"};
  auto const password = wanted.by_directory ? OneTimePassword{} : make_one_time_password(c.random);
  std::optional<std::int64_t> id;
  try {
    auto const answer = authority::act(c, request, [&](acts::Transaction& tx) {
      auto const added = add_account(tx, wanted, password);
      if (not added) throw LoginTaken{};
      id = *added;
      return acts::see(path_of_person(*added) + (wanted.by_directory ? "?fertig=1" : ""));
    });
    // Sent twice: the password was shown the first time. Or there is none to show.
    if (not id or wanted.by_directory) return authority::to_response(answer);
  } catch (LoginTaken const&) {
    form.wrong("login", "Diesen Anmeldenamen gibt es schon. Wählen Sie einen anderen.");
    return show(c, form, has_directory);
  }
  return show_password_once(c, wanted.name, *id, password.shown, fmt::format("Das Konto „{}“ ist angelegt.", login));
}

}  // namespace kreislauf::identity::management
