#include <algorithm>

#include "administration/identity/channel.h"
#include "administration/identity/forms.h"
#include "administration/identity/frame.h"
#include "administration/identity/identity.h"
#include "administration/identity/pages.h"
#include "administration/identity/rules.h"
#include "administration/identity/sample.h"
#include "administration/identity/sessions.h"
#include "administration/identity/store.h"
#include "administration/identity/subjects.h"
#include "base/text.h"
#include "platform/crypto/password.h"
#include "platform/crypto/totp.h"

namespace kreislauf::identity::pages {

namespace {

struct Form {
  std::string login, password, code, target;
};

Form read(std::string_view encoded) {
  auto const value = [&](std::string_view name) { return http::field(encoded, name).value_or(""); };
  Form form{.login = text::folded(text::trimmed(value("name"))),
            .password = text::nfc(value("passwort")),
            .code = {},
            .target = rules::safe_target(value("ziel"))};
  for (char const c : value("code")) {
    if (c != ' ') form.code += c;
  }
  return form;
}

/// The code of a sample account that works next: each counts once.
std::string next_code(Account const& account, Instant now) {
  auto const step = std::max(crypto::totp_step(now), account.last_totp_step + 1);
  return step > crypto::totp_step(now) + 1
             ? std::string{}
             : crypto::totp_code(crypto::base32_decoded(account.totp_secret).value_or(""), step);
}

void write_sample(html::Writer& out, Context const& c) {
  if (not c.demo) return;
  std::vector<Account> all;
  c.db->read([&](db::Connection& connection) {
    for (auto const& one : sample_accounts()) {
      if (auto found = store::account_by_login(connection, one.login);
          found and found->sample and not found->totp_secret.empty())
        all.push_back(std::move(*found));
    }
  });
  if (all.empty()) return;
  auto const& t = c.t;
  out("<section class=\"kl-section\" aria-labelledby=\"beispiel\"><h2 id=\"beispiel\">",
      t("Nur im Beispielbetrieb: Konten zum Ausprobieren"), "</h2><p>",
      t("Diese Konten sind erfunden. Das Passwort ist für alle gleich:"), " <b class=\"kl-num\">", sample_password,
      "</b></p><section class=\"kl-scroll\" aria-labelledby=\"beispiel-titel\" tabindex=\"0\"><table "
      "class=\"kl-table\"><caption id=\"beispiel-titel\">",
      t("Anmeldenamen mit ihrem jetzigen Code"), "</caption><thead><tr><th scope=\"col\">", t("Anmeldename"),
      "</th><th scope=\"col\">", t("Aufgabe"), "</th><th scope=\"col\">", t("Code"), "</th></tr></thead><tbody>");
  for (auto const& one : all) {
    auto const code = next_code(one, c.clock.now());
    out("<tr><th scope=\"row\">", one.login, "</th><td>",
        one.roles.empty() ? std::string_view{} : t(authority::german_name_of(one.roles.front().role)),
        "</td><td class=\"kl-num\">", code.empty() ? t("in einer halben Minute") : std::string_view{code},
        "</td></tr>");
  }
  out("</tbody></table></section><p class=\"kl-muted\">",
      t("Ein Code gilt etwa eine Minute und nur einmal. Laden Sie die Seite neu, dann sehen Sie den nächsten."),
      "</p></section>");
}

Response show(Context const& c, Form const& form, Faults const& faults, unsigned status, std::string_view news = {}) {
  auto const& t = c.t;
  auto const heading = std::string{t("Anmelden in der Verwaltung")};
  StaffPage page{
      c,
      {.title = faults.empty() ? heading : t("Fehler: {}", heading), .path = "/verwaltung/anmelden", .here = heading}};
  page("<div class=\"kl-wrap kl-page\">");
  write_faults(page.out(), c, faults);
  page("<h1>", heading, "</h1>");
  if (not news.empty())
    page("<p class=\"kl-lead\" role=\"status\">", news, "</p>");
  else
    page("<p class=\"kl-lead\">", t("Diese Seite ist für Menschen, die hier arbeiten."), "</p>");
  page("<form class=\"kl-form kl-stack\" action=\"", authority::path_in(c, "/verwaltung/anmelden"),
       "\" method=\"post\" novalidate><input type=\"hidden\" name=\"ziel\" value=\"", form.target, "\">");
  write_field(page.out(), c,
              {.id = "name", .label = std::string{t("Anmeldename")}, .value = form.login, .autocomplete = "username"},
              faults);
  write_field(
      page.out(), c,
      {.id = "passwort", .label = std::string{t("Passwort")}, .type = "password", .autocomplete = "current-password"},
      faults);
  write_field(page.out(), c,
              {.id = "code",
               .label = std::string{t("Code aus Ihrer App")},
               .hint = std::string{t("6 Ziffern. Melden Sie sich zum ersten Mal an? Dann lassen Sie das Feld leer.")},
               .autocomplete = "one-time-code",
               .digits = true,
               .optional = true},
              faults);
  write_button(page.out(), t("Anmelden"));
  page("</form>");
  write_sample(page.out(), c);
  page("</div>");
  return page.finish(status);
}

/// One sentence for whatever was wrong, so that nobody learns which names exist.
Response refuse(Context const& c, Form const& form) {
  auto const& t = c.t;
  Faults faults;
  faults.add("name", t("Anmeldename, Passwort und Code passen nicht zusammen. Jeder Code gilt nur einmal."));
  return show(c, form, faults, 422);
}

Response tell_to_wait(Context const& c, Form const& form, Instant until) {
  Faults faults;
  faults.add("name", wait_sentence(c, until));
  auto response = show(c, form, faults, 429);
  response.headers.emplace_back("Retry-After",
                                std::to_string(std::chrono::ceil<std::chrono::seconds>(until - c.clock.now()).count()));
  return response;
}

/// The step of the code that counts; 0 where no second factor is set up yet. Nothing: the person may not come in.
std::optional<std::int64_t> check(std::optional<Account> const& account, Form const& form, Context const& c) {
  auto const now = c.clock.now();
  // The same work with and without an account: the answer takes as long.
  bool const known =
      crypto::password_fits(account ? account->password_hash : crypto::nobodys_password(), form.password);
  auto const secret = crypto::base32_decoded(account ? account->totp_secret : std::string{}).value_or("");
  auto const step = crypto::totp_match(secret, form.code, now, account ? account->last_totp_step : 0);
  if (not account or not known or not account->active or (account->sample and not c.demo)) return std::nullopt;
  if (account->must_change and not account->one_time_until.empty() and account->one_time_until <= iso_utc(now))
    return std::nullopt;
  if (secret.empty()) return 0;
  return step;
}

}  // namespace

Response sign_in_form(Request const& request, Context& c) {
  if (not is_safe_way(request)) return unsafe_way_page(c, "/verwaltung/anmelden");
  auto const form = Form{.login = {},
                         .password = {},
                         .code = {},
                         .target = rules::safe_target(http::field(request.query, "ziel").value_or(""))};
  bool const left = http::field(request.query, "abgemeldet").has_value();
  return show(c, form, {}, 200, left ? c.t("Sie sind abgemeldet.") : std::string_view{});
}

Response sign_in(Request const& request, Context& c) {
  if (not is_safe_way(request)) return unsafe_way_page(c, "/verwaltung/anmelden");
  auto const form = read(request.body);
  if (form.login.empty() or form.password.empty()) {
    Faults faults;
    if (form.login.empty()) faults.add("name", c.t("Geben Sie Ihren Anmeldenamen ein."));
    if (form.password.empty()) faults.add("passwort", c.t("Geben Sie Ihr Passwort ein."));
    return show(c, form, faults, 422);
  }
  std::vector<std::string> subjects{attempts_of_login(form.login)};
  std::optional<Instant> wait;
  std::optional<Account> account;
  c.db->write([&](db::Connection& connection) {
    subjects.resize(1);
    subjects.push_back(attempts_of_client(connection, c, request.client));
    wait = store::begin_attempt(connection, subjects, c.clock.now());
    account = store::account_by_login(connection, form.login);
    if (auto const until = store::locked_until(connection, subjects[0], c.clock.now()); not wait and until) {
      acts::append(
          connection, c.clock.now(),
          {.kind = "sign_in.locked", .subject = account ? subject_of(account->id) : "sign_in", .actor = "guest"});
    }
  });
  if (wait) return tell_to_wait(c, form, *wait);
  auto const step = check(account, form, c);
  if (not step) return refuse(c, form);

  std::string token;
  c.db->write([&](db::Connection& connection) {
    auto const now = c.clock.now();
    if (*step > 0 and not store::use_totp_step(connection, account->id, *step))
      return;  // somebody was faster with the same code
    store::forget_attempts(connection, subjects);
    store::end_session(connection, key_of(token_in(request.cookie)));
    token = open_session(connection, now, c.random, Holder::staff, account->id, rules::browser_of(request.user_agent));
    acts::append(connection, now,
                 {.kind = "session.opened", .subject = subject_of(account->id), .actor = subject_of(account->id)});
  });
  if (token.empty()) return refuse(c, form);
  auto response = http::see_other(form.target);
  response.headers.emplace_back("Set-Cookie", set_cookie(token, Holder::staff));
  return response;
}

Response sign_out(Request const& request, Context& c) {
  auto const answer = act(c, request, "/verwaltung/abmelden", "", [&](db::Connection& connection) -> acts::Answer {
    store::end_session(connection, c.staff->session);
    acts::append(connection, c.clock.now(),
                 {.kind = "session.ended", .subject = c.staff->actor(), .actor = c.staff->actor()});
    return {.location = authority::path_in(c, "/verwaltung/anmelden") + "?abgemeldet=1"};
  });
  auto response = to_response(answer);
  response.headers.emplace_back("Set-Cookie", clear_cookie());
  return response;
}

Response start(Request const&, Context& c) {
  auto const& t = c.t;
  StaffPage page{c, {.title = std::string{t("Verwaltung")}, .path = "/verwaltung"}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Guten Tag, {}", c.staff->name), "</h1>");
  auto const write = [&](std::string_view id, html::Fragment const& heading, std::string_view office, bool of_office) {
    std::vector<NavEntry const*> entries = entries_for(c, office);
    std::erase_if(entries, [&](NavEntry const* entry) {
      return (entry->path.find("{amt}") != std::string_view::npos) != of_office or entry->path == "/verwaltung";
    });
    if (entries.empty() and not of_office) return;
    page("<section class=\"kl-section\" aria-labelledby=\"", id, "\"><h2 id=\"", id, "\">", heading,
         "</h2><p class=\"kl-muted\">");
    std::string roles;
    for (auto const& one : c.staff->roles) {
      if (of_office ? one.office == office or one.office == "*" : one.office == "*")
        roles += (roles.empty() ? "" : ", ") + std::string{t(authority::german_name_of(one.role))};
    }
    page(roles, "</p><ul class=\"kl-links\">");
    for (auto const* entry : entries)
      page("<li><a href=\"", authority::path_in(c, with_office(entry->path, office)), "\">", t(entry->label),
           authority::arrow(), "</a>", entry->hint.empty() ? std::string_view{} : std::string_view{" "},
           entry->hint.empty() ? std::string_view{} : t(entry->hint), "</li>");
    page("</ul></section>");
  };
  for (auto const* office : offices_of(c))
    write("amt-" + office->id.value(), authority::german(c, office->name), office->id.value(), true);
  html::Writer heading{64};
  heading(t("Für alle Ämter"));
  write("alle", heading.take(), "", false);
  page("</div>");
  return page.finish();
}

}  // namespace kreislauf::identity::pages
