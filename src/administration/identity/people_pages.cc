#include <algorithm>
#include <charconv>

#include "administration/identity/forms.h"
#include "administration/identity/identity.h"
#include "administration/identity/pages.h"
#include "administration/identity/rules.h"
#include "administration/identity/store.h"
#include "administration/identity/subjects.h"
#include "base/errors.h"
#include "base/text.h"

namespace kreislauf::identity::pages {

namespace {

using authority::Assignment, authority::Role;

std::int64_t number_in(std::string const& text) {
  std::int64_t number = 0;
  auto const end = text.data() + text.size();
  auto const [stop, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} or stop != end or number <= 0) throw NotFound{};
  return number;
}

Account account_at(Context const& c) {
  auto const id = number_in(c.values[0]);
  std::optional<Account> found;
  c.db->read([&](db::Connection& connection) { found = store::account(connection, id); });
  if (not found) throw NotFound{};
  return *found;
}

std::string path_of(std::int64_t id) { return "/verwaltung/personen/" + std::to_string(id); }

constexpr std::array office_roles{Role::reception, Role::clerk, Role::head};

std::string field_of(Role role, std::string_view office) {
  return "recht-" + std::string{authority::name_of(role)} + "-" + std::string{office == "*" ? "alle" : office};
}

/// What the boxes say; only offices there are, and accounts only for the whole authority.
std::vector<Assignment> roles_in(Context const& c, std::string_view body) {
  std::vector<Assignment> roles;
  auto const take = [&](Role role, std::string const& office) {
    if (http::field(body, field_of(role, office))) roles.push_back({role, office});
  };
  for (auto const role : office_roles) take(role, "*");
  for (auto const& office : c.town->offices) {
    for (auto const role : office_roles) take(role, office.id.value());
  }
  take(Role::administrator, "*");
  return roles;
}

void write_boxes(html::Writer& out, Context const& c, std::vector<Assignment> const& held) {
  auto const& t = c.t;
  auto const box = [&](Role role, std::string const& office) {
    auto const id = field_of(role, office);
    bool const on = std::any_of(held.begin(), held.end(),
                                [&](Assignment const& one) { return one.role == role and one.office == office; });
    out("<div class=\"kern-form-check\"><input class=\"kern-form-check__checkbox\" type=\"checkbox\" id=\"", id,
        "\" name=\"", id, "\" value=\"1\"");
    if (on) out(" checked");
    out("><label class=\"kern-label\" for=\"", id, "\">", t(authority::german_name_of(role)), "</label></div>");
  };
  auto const group = [&](html::Fragment const& legend, std::string const& office) {
    out("<fieldset class=\"kern-fieldset\"><legend class=\"kern-label\">", legend,
        "</legend><div class=\"kern-fieldset__body\">");
    for (auto const role : office_roles) box(role, office);
    if (office == "*") box(Role::administrator, office);
    out("</div></fieldset>");
  };
  for (auto const& office : c.town->offices) group(authority::german(c, office.name), office.id.value());
  html::Writer all{32};
  all(t("Alle Ämter"));
  group(all.take(), "*");
}

std::string roles_text(Context const& c, std::vector<Assignment> const& roles) {
  std::string out;
  for (auto const& one : roles) {
    auto const* office = one.office == "*" ? nullptr : c.town->office(one.office);
    auto const place = one.office == "*"   ? std::string{c.t("alle Ämter")}
                       : office == nullptr ? one.office
                                           : office->name;
    out += (out.empty() ? "" : "; ") + std::string{c.t(authority::german_name_of(one.role))} + ": " + place;
  }
  return out.empty() ? std::string{c.t("keine Rechte")} : out;
}

std::string state_text(Context const& c, Account const& account, bool locked) {
  if (not account.active) return std::string{c.t("abgeschaltet")};
  if (locked) return std::string{c.t("gesperrt nach Fehlversuchen")};
  if (account.must_change) return std::string{c.t("wartet auf die erste Anmeldung")};
  if (account.totp_secret.empty()) return std::string{c.t("ohne App für den Code")};
  return std::string{c.t("aktiv")};
}

struct NewPerson {
  std::string login, name;
};

Response show_people(Context const& c, Request const& request, NewPerson const& form,
                     std::vector<Assignment> const& held, Faults const& faults) {
  auto const& t = c.t;
  std::vector<std::pair<Account, bool>> all;
  c.db->read([&](db::Connection& connection) {
    for (auto& one : store::accounts(connection)) {
      bool const locked = store::locked_until(connection, attempts_of_login(one.login), c.clock.now()).has_value();
      all.emplace_back(std::move(one), locked);
    }
  });
  auto const heading = std::string{t("Personen")};
  StaffPage page{
      c,
      {.title = faults.empty() ? heading : t("Fehler: {}", heading), .path = "/verwaltung/personen", .here = heading}};
  page("<div class=\"kl-wrap kl-page\">");
  write_faults(page.out(), c, faults);
  page("<h1>", heading,
       "</h1><section class=\"kl-scroll\" aria-labelledby=\"tab-titel\" tabindex=\"0\"><table "
       "class=\"kl-table\"><caption id=\"tab-titel\">",
       t("Wer sich hier anmelden kann"), "</caption><thead><tr><th scope=\"col\">", t("Name"),
       "</th><th scope=\"col\">", t("Anmeldename"), "</th><th scope=\"col\">", t("Rechte"), "</th><th scope=\"col\">",
       t("Stand"), "</th></tr></thead><tbody>");
  for (auto const& [one, locked] : all) {
    page("<tr><th scope=\"row\"><a href=\"", authority::path_in(c, path_of(one.id)), "\">",
         authority::german(c, one.name), "</a></th><td>", one.login, "</td><td>", roles_text(c, one.roles), "</td><td>",
         state_text(c, one, locked), "</td></tr>");
  }
  page("</tbody></table></section><section class=\"kl-section\" aria-labelledby=\"neu\"><h2 id=\"neu\">",
       t("Person hinzufügen"), "</h2><form class=\"kl-form kl-stack\" action=\"",
       authority::path_in(c, "/verwaltung/personen"), "\" method=\"post\" novalidate>",
       form_fields(c, form_key_of(request)));
  write_field(page.out(), c, {.id = "name", .label = std::string{t("Vorname und Nachname")}, .value = form.name},
              faults);
  write_field(page.out(), c,
              {.id = "login",
               .label = std::string{t("Anmeldename")},
               .hint = std::string{t("Kleine Buchstaben, Ziffern, Punkt und Bindestrich. Er bleibt für immer.")},
               .value = form.login,
               .autocomplete = "off"},
              faults);
  write_boxes(page.out(), c, held);
  write_button(page.out(), t("Person hinzufügen"));
  page("</form></section></div>");
  return page.finish(faults.empty() ? 200 : 422);
}

/// The one page that shows a one-time password. It is not stored and cannot be shown again.
Response show_password_once(Context const& c, std::string const& name, std::int64_t id, std::string const& password,
                            std::string_view lead) {
  auto const& t = c.t;
  auto const heading = std::string{t("Einmal-Passwort")};
  StaffPage page{c,
                 {.title = heading,
                  .path = path_of(id),
                  .crumbs = {{"/verwaltung/personen", std::string{t("Personen")}}},
                  .here = heading}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Einmal-Passwort für {}", name), "</h1><p class=\"kl-lead\">", lead,
       "</p><p><b class=\"kl-num\">", password, "</b></p><ul><li>",
       t("Geben Sie es persönlich weiter. Es wird nur jetzt gezeigt."), "</li><li>",
       t("Es gilt sieben Tage und nur für die erste Anmeldung. Danach wählt die Person ein eigenes."),
       "</li></ul><p class=\"kl-actions\"><a class=\"kern-btn kern-btn--primary\" href=\"",
       authority::path_in(c, path_of(id)), "\"><span class=\"kern-label\">", t("Fertig"), "</span></a></p></div>");
  return page.finish();
}

}  // namespace

Response people(Request const& request, Context& c) { return show_people(c, request, {}, {}, {}); }

Response add_person(Request const& request, Context& c) {
  auto const& t = c.t;
  auto const value = [&](std::string_view name) {
    return text::nfc(text::trimmed(http::field(request.body, name).value_or("")));
  };
  NewPerson const form{.login = value("login"), .name = value("name")};
  auto const roles = roles_in(c, request.body);
  Faults faults;
  if (form.name.empty() or text::code_points(form.name) > 100)
    faults.add("name", t("Geben Sie den Namen ein, höchstens {} Zeichen.", 100));
  if (not rules::is_login(form.login))
    faults.add("login", t("Der Anmeldename hat 2 bis 40 Zeichen: kleine Buchstaben, Ziffern, Punkt und Bindestrich. Er "
                          "beginnt mit einem Buchstaben."));
  if (not faults.empty()) return show_people(c, request, form, roles, faults);
  Result<Created> created = failure("");
  bool taken = false;
  auto const answer =
      act(c, request, "/verwaltung/personen", request.body, [&](db::Connection& connection) -> acts::Answer {
        created = add_account(connection, c.clock, c.random, {.login = form.login, .name = form.name, .roles = roles},
                              c.staff->actor());
        taken = not created;
        if (taken) throw Conflict{"this login is taken"};
        return {.location = authority::path_in(c, path_of(created->id))};
      });
  if (not created) return to_response(answer);  // sent twice: the password was shown the first time
  return show_password_once(c, form.name, created->id, created->one_time_password,
                            t("Das Konto „{}“ ist angelegt.", form.login));
}

Response person(Request const& request, Context& c) {
  auto const& t = c.t;
  auto const account = account_at(c);
  bool const self = account.id == c.staff->id;
  bool locked = false;
  c.db->read([&](db::Connection& connection) {
    locked = store::locked_until(connection, attempts_of_login(account.login), c.clock.now()).has_value();
  });
  StaffPage page{c,
                 {.title = account.name,
                  .path = path_of(account.id),
                  .crumbs = {{"/verwaltung/personen", std::string{t("Personen")}}}}};
  page("<div class=\"kl-wrap kl-page\"><h1>", authority::german(c, account.name), "</h1>");
  if (http::field(request.query, "fertig"))
    page("<p class=\"kl-lead\" role=\"status\">", t("Die Änderung ist gespeichert."), "</p>");
  page("<p>", t("Anmeldename: {}", account.login), " · ", state_text(c, account, locked),
       "</p><section class=\"kl-section\" aria-labelledby=\"rechte\"><h2 id=\"rechte\">", t("Rechte"), "</h2>");
  if (self) {
    page("<p>", roles_text(c, account.roles), "</p><p class=\"kl-muted\">",
         t("Das ist Ihr eigenes Konto. Die Rechte kann nur eine andere Person ändern."), "</p></section></div>");
    return page.finish();
  }
  page("<form class=\"kl-form kl-stack\" action=\"", authority::path_in(c, path_of(account.id) + "/rechte"),
       "\" method=\"post\" novalidate>", form_fields(c));
  write_boxes(page.out(), c, account.roles);
  write_button(page.out(), t("Rechte speichern"));
  page("</form></section><section class=\"kl-section\" aria-labelledby=\"zugang\"><h2 id=\"zugang\">", t("Zugang"),
       "</h2>");
  if (locked) write_button_form(page.out(), c, path_of(account.id) + "/entsperren", t("Sperre aufheben"));
  write_button_form(page.out(), c, path_of(account.id) + "/passwort", t("Neues Einmal-Passwort"));
  write_button_form(page.out(), c, path_of(account.id) + "/zweiter-faktor",
                    t("Telefon verloren: App und Passwort zurücksetzen"));
  page("<form action=\"", authority::path_in(c, path_of(account.id) + "/stand"), "\" method=\"post\">", form_fields(c),
       "<input type=\"hidden\" name=\"stand\" value=\"",
       account.active ? std::string_view{"aus"} : std::string_view{"an"}, "\">");
  write_button(page.out(), account.active ? t("Konto abschalten") : t("Konto wieder einschalten"), "secondary");
  page("</form><p class=\"kl-small kl-muted\">",
       t("Konten werden nie gelöscht, damit das Protokoll verständlich bleibt."), "</p></section></div>");
  return page.finish();
}

namespace {

/// The acts on another person's account: nobody changes the own one, so that one administrator is left.
Account other_account(Context const& c) {
  auto account = account_at(c);
  if (account.id == c.staff->id) throw Conflict{"nobody changes the own account here"};
  return account;
}

Response done(Context const& c, Request const& request, Context& context, std::string_view route,
              Account const& account, std::function<void(db::Connection&)> const& work) {
  return to_response(act(context, request, route, request.body, [&](db::Connection& connection) -> acts::Answer {
    work(connection);
    return {.location = authority::path_in(c, path_of(account.id)) + "?fertig=1"};
  }));
}

Response reset(Request const& request, Context& c, std::string_view route, bool second_factor, std::string_view lead) {
  auto const account = other_account(c);
  std::string password;
  auto const answer = act(c, request, route, request.body, [&](db::Connection& connection) -> acts::Answer {
    password = reset_access(connection, c.clock, c.random, account, second_factor, c.staff->actor());
    return {.location = authority::path_in(c, path_of(account.id))};
  });
  return password.empty() ? to_response(answer) : show_password_once(c, account.name, account.id, password, lead);
}

}  // namespace

Response change_roles(Request const& request, Context& c) {
  auto const account = other_account(c);
  return done(c, request, c, "/verwaltung/personen/{person}/rechte", account, [&](db::Connection& connection) {
    auto const roles = roles_in(c, request.body);
    store::save_roles(connection, account.id, roles);
    std::string data;
    for (auto const& one : roles)
      data += (data.empty() ? "\"" : ",\"") + std::string{authority::name_of(one.role)} + "@" + one.office + "\"";
    acts::append(connection, c.clock.now(),
                 {.kind = "account.roles_changed",
                  .subject = subject_of(account.id),
                  .actor = c.staff->actor(),
                  .data = "{\"roles\":[" + data + "]}"});
  });
}

Response change_activity(Request const& request, Context& c) {
  auto const account = other_account(c);
  bool const active = http::field(request.body, "stand").value_or("") == "an";
  return done(c, request, c, "/verwaltung/personen/{person}/stand", account,
              [&](db::Connection& connection) { set_active(connection, c.clock, account, active, c.staff->actor()); });
}

Response unlock_person(Request const& request, Context& c) {
  auto const account = other_account(c);
  return done(c, request, c, "/verwaltung/personen/{person}/entsperren", account,
              [&](db::Connection& connection) { unlock(connection, c.clock, account, c.staff->actor()); });
}

Response reset_password(Request const& request, Context& c) {
  return reset(request, c, "/verwaltung/personen/{person}/passwort", false,
               c.t("Das alte Passwort gilt nicht mehr. Die Person ist überall abgemeldet."));
}

Response reset_second_factor(Request const& request, Context& c) {
  return reset(
      request, c, "/verwaltung/personen/{person}/zweiter-faktor", true,
      c.t("Passwort und App gelten nicht mehr. Die Person ist überall abgemeldet und richtet die App neu ein."));
}

}  // namespace kreislauf::identity::pages
