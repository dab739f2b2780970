#include <fmt/format.h>

#include "administration/accounts/acts/secrets.h"
#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"
#include "administration/accounts/resident/passkeys.h"
#include "administration/accounts/store/store.h"
#include "authority/act.h"
#include "platform/http/visitor.h"
#include "platform/i18n/dates.h"

// How one comes in, from where one is signed in, and the end of the account.
namespace kreislauf::accounts::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view own_path = "/konto/sicherheit", end_path = "/konto/loeschen";
/// What is sent back of a session: enough to tell the own ones apart, and no key.
constexpr std::size_t shown_of_key = 16;

kern::Form move_question(TownContext const& c) {
  return address_question(c, c.t("Wir schicken einen Code an die neue Adresse. Mit ihm ändern Sie sie."));
}

void write_session_table(html::Writer& out, TownContext const& c, Holder const& holder,
                         std::vector<Session> const& sessions) {
  auto const& t = c.t;
  kern::Table const table{
      .caption = t("Angemeldete Geräte"),
      .columns = {{.label = t("Gerät")}, {.label = t("Angemeldet")}, {.label = t("Abmelden"), .hidden = true}},
      .hide_caption = true};
  kern::table(out, table, [&](kern::Rows& rows) {
    for (auto const& one : sessions) {
      auto const name = one.browser.empty() ? std::string{t("Unbekannter Browser")} : one.browser;
      bool const here = one.key == holder.session;
      rows.row([&](kern::Row& row) {
        row.head(here ? html::fragment(name, "<br><span class='kl-small'>"_h, t("dieses Gerät"), "</span>"_h)
                      : html::fragment(name));
        row.cell(i18n::moment(t, parse_iso_utc(one.opened_at)));
        row.cell([&](html::Writer&) {
          if (not here)
            kern::line_button(out, {.label = t("Abmelden"),
                                    .about = html::fragment(": ", name),
                                    .name = "sitzung",
                                    .value = one.key.substr(0, shown_of_key)});
        });
      });
    }
  });
}

/// Others can be signed out, where there are any.
void write_sessions(Page& page, TownContext const& c, Holder const& holder, std::vector<Session> const& sessions) {
  if (sessions.size() == 1) return write_session_table(page.out(), c, holder, sessions);
  page.form({.path = path_in(c, std::string{own_path} + "/beenden")},
            [&](kern::Fields& f) { write_session_table(f.out(), c, holder, sessions); });
}

/// What has just happened, by the query.
struct Told {
  std::string passkey = {};
};

void write_told(html::Writer& out, i18n::Translator const& t, Told const& told) {
  if (told.passkey == "neu")
    kern::done(out, t("Der Passkey ist angelegt. Beim nächsten Mal melden Sie sich damit an."));
  if (told.passkey == "nicht")
    kern::alert(out, kern::Tone::warning, t("Der Passkey wurde nicht angelegt"),
                t("Die Antwort des Geräts ließ sich nicht prüfen. Versuchen Sie es bitte noch einmal."), "passkey");
}

http::Response show(TownContext const& c, Holder const& holder, kern::Form const& form, Told const& told) {
  auto const& t = c.t;
  auto const account = account_of(c, holder);
  if (not account) return to_entrance(c, own_path);
  std::vector<Session> sessions;
  c.db.read([&](db::Connection& connection) { sessions = store::sessions_of(connection, holder.id); });
  std::erase_if(sessions, [&](Session const& one) { return parse_iso_utc(one.ends_at) <= c.clock.now(); });
  auto meta = meta_of(c, std::string{t("Anmeldung und Geräte")}, std::string{own_path}, &form);
  meta.scripts = {"passkey.js"};
  Page page{c, std::move(meta)};
  auto& out = page.out();
  write_told(out, t, told);
  kern::section(out, {.id = "geraete", .heading = t("Hier sind Sie angemeldet")},
                [&](html::Writer&) { write_sessions(page, c, holder, sessions); });
  kern::section(out, {.id = "passkeys", .heading = t("Passkeys")},
                [&](html::Writer&) { write_passkeys(page, c, *account); });
  kern::section(out, {.id = "adresse", .heading = t("E-Mail-Adresse ändern")}, [&](html::Writer&) {
    out("<p>"_h, t("Jetzt:"), " <bdi>"_h, address_of(c.keys, *account), "</bdi></p>"_h);
    page.form(form, {.path = path_in(c, std::string{own_path} + "/adresse")}, [&](kern::Fields& f) {
      f.all();
      f.submit(t("Code an die neue Adresse schicken"));
    });
  });
  kern::section(out, {.id = "loeschen", .heading = t("Konto löschen")}, [&](html::Writer&) {
    out("<p>"_h, t("Ihre Anträge bleiben. Sie finden sie dann mit Nummer und Code."), "</p>"_h);
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out,
                        {.path = path_in(c, end_path), .label = t("Konto löschen"), .weight = kern::Weight::secondary});
    });
  });
  return page.finish();
}

}  // namespace

http::Response security(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  return show(c, *holder, move_question(c), {.passkey = http::field(request.query, "passkey").value_or("")});
}

http::Response end_session(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  auto const begins = http::field(request.body, "sitzung").value_or("");
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   if (begins.size() == shown_of_key) end_other_sessions(tx, holder->id, holder->session, begins);
                   return acts::see(path_in(c, own_path));
                 },
                 {.button = begins});
}

http::Response ask_move(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  if (not holder->fresh) return to_entrance_again(c, own_path);
  auto form = move_question(c);
  form.read(request.body);
  if (not form.fine()) return show(c, *holder, form, {});
  return send_code(c, request, {.address = form.text("mail"), .account = holder->id});
}

http::Response ask_end(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, end_path);
  auto const& t = c.t;
  Page page{c, meta_of(c, std::string{t("Konto löschen?")}, std::string{end_path})};
  page.lead(
      t("Ihre Angaben, die Liste Ihrer Anträge und alle Anmeldungen sind dann weg. Das lässt sich nicht "
        "rückgängig machen."));
  page("<p>"_h, t("Die Anträge selbst bleiben im Amt, so lange wie es bei jedem Dienst steht."), "</p>"_h);
  page.button_form(path_in(c, end_path), {.label = t("Konto endgültig löschen")});
  page("<p>"_h);
  kern::more_link(page.out(), path_in(c, own_path), t("Doch nicht"));
  page("</p>"_h);
  return page.finish();
}

http::Response end(http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, end_path);
  if (not holder->fresh) return to_entrance_again(c, end_path);
  perform(c, request, [&](acts::Transaction& tx) {
    end_account(tx, holder->id);
    return acts::see(path_in(c, "/konto"));
  });
  auto response =
      short_answer(c, {.title = std::string{c.t("Ihr Konto ist gelöscht")},
                       .lead = std::string{c.t("Wenn Sie möchten, können Sie jederzeit ein neues anlegen.")},
                       .path = "/",
                       .button = std::string{c.t("Zur Startseite")},
                       .phone = false});
  response.headers.emplace_back("Set-Cookie", clear_cookie());
  return response;
}

}  // namespace kreislauf::accounts::pages
