#include <fmt/format.h>

#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"
#include "administration/accounts/resident/passkeys.h"
#include "administration/accounts/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/http/visitor.h"

// Coming in: an address, a code, and out again.
namespace kreislauf::accounts::pages {

namespace {

using authority::Page, authority::path_in;

constexpr limits::Limit codes_typed{"codes typed", 60, std::chrono::minutes{15}};

std::string target_in(std::string_view fields, std::string_view name) {
  return http::own_path_or(http::field(fields, name).value_or(""), "/konto");
}

kern::Form code_question(TownContext const& c, bool coming_in) {
  kern::Field const code{.name = "code",
                         .kind = kern::Kind::code,
                         .label = c.t("Ihr Code"),
                         .hint = c.t("8 Ziffern, aus der E-Mail"),
                         .autocomplete = "one-time-code"};
  kern::Field const stay{.name = "bleiben",
                         .kind = kern::Kind::tick,
                         .label = c.t.count("Auf diesem Gerät {} Tag angemeldet bleiben",
                                            "Auf diesem Gerät {} Tage angemeldet bleiben", stay_limit.count()),
                         .hint = c.t("Nur, wenn das Gerät Ihnen gehört."),
                         .optional = true,
                         .unmarked = true};
  return coming_in ? kern::Form{c.t, c.today(), {code, stay}} : kern::Form{c.t, c.today(), {code}};
}

std::string own_path(TownContext const& c) { return "/konto/code/" + c.path("kennung"); }

http::Response show_code(TownContext const& c, kern::Form const& form, Wanted const& wanted, unsigned status = 200) {
  auto const& t = c.t;
  Page page{c, meta_of(c, std::string{t("Code eingeben")}, own_path(c), &form)};
  page("<p class='kl-lead'>"_h, t("Wir haben Ihnen einen Code geschickt, an:"), " <bdi>"_h, wanted.address,
       "</bdi></p>"_h);
  page.form(form, {.path = path_in(c, own_path(c))}, [&](kern::Fields& f) {
    f.all();
    f.submit(wanted.account == 0 ? t("Anmelden") : t("Adresse ändern"));
  });
  page("<p class='kl-small'>"_h,
       t.count("Der Code gilt {} Minute. Kam nichts an? Sehen Sie auch im Spam-Ordner nach.",
               "Der Code gilt {} Minuten. Kam nichts an? Sehen Sie auch im Spam-Ordner nach.", code_lasts.count()),
       " <a href='"_h, path_in(c, wanted.account == 0 ? "/konto" : "/konto/sicherheit"), "'>"_h,
       t("Neuen Code anfordern"), "</a></p>"_h);
  return page.finish(status);
}

http::Response show_over(TownContext const& c) {
  return short_answer(c, {.status = 410,
                          .title = std::string{c.t("Dieser Code gilt nicht mehr")},
                          .lead = std::string{c.t("Seine Zeit ist um, oder es waren zu viele falsche Versuche. Fordern "
                                                  "Sie einen neuen an.")},
                          .path = "/konto",
                          .button = std::string{c.t("Neuen Code anfordern")},
                          .phone = false});
}

std::optional<Wanted> wanted_of(TownContext const& c) {
  std::optional<Wanted> wanted;
  c.db.read([&](db::Connection& connection) { wanted = pending(connection, c, c.path("kennung")); });
  return wanted;
}

/// What a code came to that did not let anybody in.
http::Response refused(TownContext const& c, kern::Form& form, Wanted const& wanted, Entered const& entered) {
  auto const& t = c.t;
  if (entered.kind == Entered::Kind::taken)
    form.wrong("code", std::string{t("Mit dieser Adresse gibt es schon ein anderes Konto.")});
  else if (entered.kind == Entered::Kind::unknown or entered.left == 0)
    return show_over(c);
  else
    form.wrong("code", t.count("Das ist nicht der Code aus der E-Mail. Sie haben noch {} Versuch.",
                               "Das ist nicht der Code aus der E-Mail. Sie haben noch {} Versuche.", entered.left));
  form.fill("code", "");
  return show_code(c, form, wanted, 422);
}

/// The new address of an account was given already by this code: a second press, or the answer did not come.
bool was_moved_by(TownContext const& c, Wanted const& wanted, std::string_view code) {
  bool moved = false;
  c.db.read([&](db::Connection& connection) { moved = was_used(connection, c, c.path("kennung"), code); });
  return wanted.account != 0 and moved;
}

http::Response to_entrance_moved(TownContext const& c) {
  auto response = http::see_other(path_in(c, "/konto") + "?neu=1");
  response.headers.emplace_back("Set-Cookie", clear_cookie());
  return response;
}

}  // namespace

http::Response too_many(TownContext const& c) {
  return short_answer(c, {.status = 429,
                          .title = std::string{c.t("Das waren viele Versuche in kurzer Zeit")},
                          .lead = std::string{c.t("Bitte versuchen Sie es in einer Viertelstunde noch einmal.")},
                          .path = "/konto",
                          .button = std::string{c.t("Zurück zum Konto")}});
}

http::Response ask_code(http::Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c);
  auto form = entrance_question(c);
  form.read(request.body);
  auto const back = target_in(request.body, "ziel");
  if (not form.fine()) return show_entrance(c, form, back);
  return send_code(c, request, {.address = form.text("mail"), .back = back});
}

http::Response code_page(http::Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c);
  auto const wanted = wanted_of(c);
  return wanted ? show_code(c, code_question(c, wanted->account == 0), *wanted) : show_over(c);
}

// No key of the form: each code that is typed is an attempt of its own, and the answer holds the session.
http::Response take_code(http::Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c);
  auto const wanted = wanted_of(c);
  if (not wanted) return show_over(c);
  auto form = code_question(c, wanted->account == 0);
  form.read(request.body);
  if (not form.fine()) return show_code(c, form, *wanted, 422);
  if (not allows(c, request, codes_typed)) return too_many(c);
  auto const token = c.path("kennung");
  if (was_moved_by(c, *wanted, form.text("code"))) return to_entrance_moved(c);
  auto const holder = wanted->account == 0 ? std::nullopt : holder_of(c, request);
  auto browser = browser_of(request);
  browser.stays = wanted->account == 0 and form.ticked("bleiben");
  Entered entered;
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    if (wanted->account == 0) entered = enter(tx, c, token, form.text("code"), browser);
    if (holder) entered = move(tx, c, token, form.text("code"), holder->id);
  });
  if (entered.kind != Entered::Kind::in) return refused(c, form, *wanted, entered);
  authority::has_answered(c, wanted->address);
  // Of a moved account all sessions have ended, this one, too.
  if (wanted->account != 0) return to_entrance_moved(c);
  auto response = http::see_other(entered.back);
  if (not entered.session.empty())
    response.headers.emplace_back("Set-Cookie", set_cookie(entered.session, browser.stays));
  return response;
}

http::Response leave(http::Request const& request, TownContext& c) {
  if (auto const holder = holder_of(c, request))
    acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) { sign_out(tx, holder->id, holder->session); });
  auto response = http::see_other(path_in(c, "/konto") + "?abgemeldet=1");
  response.headers.emplace_back("Set-Cookie", clear_cookie());
  return response;
}

http::Response show_entrance(TownContext const& c, kern::Form const& form, std::string const& back, Left left) {
  auto const& t = c.t;
  Page page{c,
            {.title = std::string{t("Mein Konto")},
             .path = "/konto",
             .form = &form,
             .layout = kern::Layout::narrow,
             .index = false,
             .scripts = {"passkey.js"}}};
  if (left == Left::signed_out) kern::done(page.out(), t("Sie sind abgemeldet."));
  if (left == Left::again) {
    kern::note(page.out(), {.icon = "key", .status = true}, [&](html::Writer& out) {
      out("<p>"_h, t("Zur Sicherheit melden Sie sich dafür bitte noch einmal an."), "</p>"_h);
    });
  }
  if (left == Left::moved)
    kern::done(page.out(), t("Ihr Konto hat jetzt die neue Adresse. Bitte melden Sie sich damit an."));
  page.lead(t("Mit einem Konto finden Sie alle Ihre Anträge an einer Stelle. Sie brauchen kein Passwort."));
  page.form(form, {.path = path_in(c, "/konto/anmelden")}, [&](kern::Fields& f) {
    f.hidden("ziel", back);
    f.all();
    f.submit(t("Code schicken"));
  });
  write_entrance(page, c, back);
  kern::section(page.out(), {.id = "ohne", .heading = t("Geht es auch ohne Konto?")}, [&](html::Writer& out) {
    out("<p>"_h, t("Ja, jeder Antrag. Mit Nummer und Code sehen Sie auch ohne Konto, wie weit er ist:"), " <a href='"_h,
        path_in(c, "/verfolgen"), "'>"_h, t("Antrag verfolgen"), "</a></p><p class='kl-small'>"_h,
        t("Haben Sie noch kein Konto, entsteht es, sobald Sie den Code eingeben. Sie können es jederzeit löschen."),
        " <a href='"_h, path_in(c, "/datenschutz"), "#konto'>"_h, t("So gehen wir mit Ihren Daten um"), "</a></p>"_h);
  });
  return page.finish();
}

}  // namespace kreislauf::accounts::pages
