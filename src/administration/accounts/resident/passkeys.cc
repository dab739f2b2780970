#include "administration/accounts/resident/passkeys.h"

#include "administration/accounts/acts/passkeys.h"
#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"
#include "administration/accounts/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/http/visitor.h"
#include "platform/i18n/dates.h"

namespace kreislauf::accounts::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view security_path = "/konto/sicherheit", make_path = "/konto/passkeys";
constexpr limits::Limit passkeys_of_network{"passkeys", 60, std::chrono::minutes{15}};

/// What a form needs for the island: what it is for, and what is said when nothing comes of it.
kern::Target target_of(TownContext const& c, std::string_view path, std::string_view ceremony) {
  auto const& t = c.t;
  return {.path = path_in(c, path),
          .data = {{"data-kl-passkey", std::string{ceremony}},
                   {"data-kl-passkey-stopped",
                    std::string{t("Das wurde abgebrochen. Sie können es noch einmal versuchen.")}},
                   {"data-kl-passkey-known", std::string{t("Dieses Gerät hat schon einen Passkey für Ihr Konto.")}},
                   {"data-kl-passkey-failed",
                    std::string{t("Das hat auf diesem Gerät nicht geklappt. Mit dem Code per E-Mail geht es immer.")}},
                   {"hidden", ""}}};
}

void write_ceremony(kern::Fields& f, std::string_view challenge, std::string options, html::Content const& label) {
  f.hidden("aufgabe", challenge);
  f.hidden("antwort", "");
  f.button(
      {.label = label, .icon = "key", .weight = kern::Weight::secondary, .data = {"data-options", std::move(options)}});
  f.out()("<p role='status' class='kl-small' data-kl-passkey-status></p>"_h);
}

Answer answer_in(http::Request const& request) {
  return {.challenge = http::field(request.body, "aufgabe").value_or(""),
          .response = http::field(request.body, "antwort").value_or("")};
}

}  // namespace

void write_entrance(Page& page, TownContext const& c, std::string const& back) {
  auto const challenge = new_challenge(c.keys, purpose_to_enter, c.clock.now(), c.random);
  page.form(target_of(c, "/konto/passkey", "get"), [&](kern::Fields& f) {
    f.hidden("ziel", back);
    write_ceremony(f, challenge.written, options_to_enter(c, challenge), c.t("Mit Passkey anmelden"));
  });
}

void write_passkeys(Page& page, TownContext const& c, Account const& account) {
  auto const& t = c.t;
  auto& out = page.out();
  std::vector<Passkey> known;
  c.db.read([&](db::Connection& connection) { known = store::passkeys_of(connection, account.id); });
  out("<p>"_h, t("Mit einem Passkey melden Sie sich mit Finger, Gesicht oder PIN an, ohne auf eine E-Mail zu warten."),
      "</p>"_h);
  if (not known.empty()) {
    page.form({.path = path_in(c, std::string{make_path} + "/entfernen")}, [&](kern::Fields&) {
      out("<ul class='kl-tasks'>"_h);
      for (auto const& one : known) {
        auto const name = one.name.empty() ? std::string{t("Unbekannter Browser")} : one.name;
        auto const used = one.used_at.empty() ? one.made_at : one.used_at;
        out("<li><span>"_h, name, "<br><span class='kl-small'>"_h,
            t("Zuletzt benutzt: {}", i18n::moment(t, parse_iso_utc(used))), "</span></span>"_h);
        kern::line_button(
            out, {.label = t("Entfernen"), .about = html::fragment(": ", name), .name = "passkey", .value = one.id});
        out("</li>"_h);
      }
      out("</ul>"_h);
    });
  }
  if (known.size() >= most_passkeys) return;
  auto const challenge = new_challenge(c.keys, purpose_to_make(account.id), c.clock.now(), c.random);
  page.form(target_of(c, make_path, "create"), [&](kern::Fields& f) {
    write_ceremony(f, challenge.written, options_to_make(c, challenge, account, known), t("Passkey anlegen"));
  });
  out("<noscript><p class='kl-small'>"_h, t("Dafür muss im Browser JavaScript eingeschaltet sein."),
      "</p></noscript>"_h);
}

http::Response enter_with_passkey(http::Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c);
  auto const back = http::own_path_or(http::field(request.body, "ziel").value_or(""), path_in(c, "/konto"));
  if (not allows(c, request, passkeys_of_network)) return too_many(c);
  std::optional<std::string> token;
  auto const answer = answer_in(request);
  auto const browser = browser_of(request);
  acts::perform(c.db, c.clock, c.actor(),
                [&](acts::Transaction& tx) { token = enter_by_passkey(tx, c, answer, browser); });
  if (not token)
    return short_answer(c,
                        {.status = 422,
                         .title = std::string{c.t("Der Passkey passt nicht")},
                         .lead = std::string{c.t("Vielleicht ist er nicht von diesem Konto, oder die Seite war lange "
                                                 "offen. Versuchen Sie es noch einmal, oder nehmen Sie den Code.")},
                         .path = "/konto",
                         .button = std::string{c.t("Zurück zum Konto")}});
  auto response = http::see_other(back);
  response.headers.emplace_back("Set-Cookie", set_cookie(*token, false));
  return response;
}

http::Response add_passkey(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, security_path);
  if (not holder->fresh) return to_entrance_again(c, security_path);
  return perform(c, request, [&](acts::Transaction& tx) {
    bool const made = make_passkey(tx, c, holder->id, answer_in(request), http::browser_name(request.user_agent));
    return acts::see(path_in(c, security_path) + (made ? "?passkey=neu" : "?passkey=nicht"));
  });
}

http::Response drop_passkey(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, security_path);
  auto const id = http::field(request.body, "passkey").value_or("");
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   remove_passkey(tx, holder->id, id);
                   return acts::see(path_in(c, security_path) + "#passkeys");
                 },
                 {.button = id});
}

}  // namespace kreislauf::accounts::pages
