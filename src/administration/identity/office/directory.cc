#include "administration/identity/office/directory.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/identity/acts/sessions.h"
#include "administration/identity/rules.h"
#include "administration/identity/shared/channel.h"
#include "administration/identity/store/store.h"
#include "authority/limits.h"
#include "base/errors.h"
#include "platform/crypto/base64.h"
#include "platform/http/visitor.h"

namespace kreislauf::identity::office {

namespace {

namespace json = boost::json;
using std::chrono::minutes;

constexpr std::string_view sign_in_path_of = "/verwaltung/anmelden", leave_path = "/verwaltung/anmelden/verzeichnis",
                           cookie_name = "__Host-kl_hin", purpose = "identity/directory";
constexpr limits::Limit ways_of_network{"sign-ins at a directory", 30, minutes{15}};
constexpr minutes way_lasts{10};

std::string back_of(TownContext const& c) { return c.origin + std::string{logins::staff_way_back}; }

/// What belongs to this way and comes back with the browser that has gone it, and with no other: sealed in a cookie, so
/// that nothing is stored for those who never come back.
struct Way {
  std::string directory, target;
  oidc::Pending pending;
  Instant until;
};

std::string cookie_for(std::string_view value, std::chrono::seconds lasts) {
  return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={}", cookie_name, value, lasts.count());
}

std::string packed(TownContext const& c, Way const& way) {
  auto const text = json::serialize(json::object{{"directory", way.directory},
                                                 {"target", way.target},
                                                 {"state", way.pending.state},
                                                 {"nonce", way.pending.nonce},
                                                 {"verifier", way.pending.verifier},
                                                 {"until", iso_utc(way.until)}});
  return crypto::base64url(c.keys.seal(purpose, "way", text, c.random));
}

/// Nothing for what is none of ours, or over.
std::optional<Way> way_in(TownContext const& c, std::string_view cookie) {
  auto const sealed = crypto::strict_base64url(http::cookie_in(cookie, cookie_name));
  auto const text = sealed ? c.keys.open(purpose, "way", *sealed) : std::nullopt;
  if (not text) return std::nullopt;
  auto const all = json::parse(*text).as_object();
  auto const of = [&](std::string_view name) { return std::string{std::string_view{all.at(name).as_string()}}; };
  Way way{of("directory"), of("target"), {of("state"), of("nonce"), of("verifier")}, parse_iso_utc(of("until"))};
  return way.until < c.clock.now() ? std::nullopt : std::optional{std::move(way)};
}

Response tell(TownContext const& c, std::string_view title, std::string_view sentence, unsigned status) {
  StaffPage page{c,
                 {.title = std::string{title}, .path = std::string{sign_in_path_of}, .layout = kern::Layout::narrow}};
  page.lead(sentence);
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = std::string{sign_in_path_of}, .label = "Zur Anmeldung"});
  });
  auto response = page.finish(status);
  response.caching = http::Caching::none;
  return response;
}

Response refuse(TownContext const& c, oidc::Reason reason) {
  if (reason == oidc::Reason::declined) return http::see_other(std::string{sign_in_path_of});
  if (reason == oidc::Reason::level_too_low)
    return tell(c, "Ein zweiter Faktor fehlt",
                "Melden Sie sich im Verzeichnis Ihrer Verwaltung mit zwei Faktoren an, zum Beispiel mit Passwort und "
                "App.",
                403);
  if (reason == oidc::Reason::unreachable)
    return tell(c, "Das Verzeichnis antwortet nicht",
                "Versuchen Sie es in einigen Minuten noch einmal, oder melden Sie sich mit Passwort und Code an.", 503);
  return tell(c, "Diese Anmeldung gilt nicht", "Vielleicht ist zu viel Zeit vergangen. Melden Sie sich noch einmal an.",
              403);
}

std::optional<std::string> let_in(TownContext const& c, Request const& request, std::string_view directory,
                                  std::string const& login) {
  std::optional<std::string> token;
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    auto const account = store::account_by_login(tx.db, login);
    if (not account or not account->active or (account->sample and not c.demo)) return;
    token = sign_in_by_directory(tx, c.random, *account, browser_of(request), directory);
  });
  return token;
}

}  // namespace

void write_directories(StaffPage& page, Ways const& ways, TownContext const& c, std::string const& target) {
  for (auto const* one : ways.logins.directories(c.authority)) {
    page.form({.path = std::string{leave_path}}, [&](kern::Fields& f) {
      f.hidden("verzeichnis", one->id);
      f.hidden("ziel", target);
      kern::actions(f.out(), [&](html::Writer&) {
        f.button({.label = fmt::format("Mit {} anmelden", one->name), .weight = kern::Weight::secondary});
      });
    });
  }
}

Response leave_to_directory(Ways& ways, Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c, std::string{sign_in_path_of});
  auto const id = http::field(request.body, "verzeichnis").value_or("");
  auto const all = ways.logins.directories(c.authority);
  auto const found = std::find_if(all.begin(), all.end(), [&](auto const* one) { return one->id == id; });
  if (found == all.end()) throw BadRequest{"nobody signs in there"};
  if (not authority::allows(c, request, ways_of_network))
    return tell(c, "Zu viele Anmeldungen", "Warten Sie eine Viertelstunde.", 429);
  auto const departure = ways.logins.begin(**found, back_of(c));
  if (not departure) return refuse(c, departure.error());
  Way const way{id, rules::safe_target(http::field(request.body, "ziel").value_or("")), departure->pending,
                c.clock.now() + way_lasts};
  // A page and not a redirect: a form may lead to this site only (CSP form-action), also by way of redirects.
  StaffPage page{c,
                 {.title = fmt::format("Weiter zu {}", (*found)->name),
                  .path = std::string{leave_path},
                  .layout = kern::Layout::narrow}};
  page.lead("Gleich geht es dort weiter. Wenn nicht, drücken Sie den Knopf.");
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = departure->address, .label = fmt::format("Weiter zu {}", (*found)->name)});
  });
  auto response = page.finish();
  response.caching = http::Caching::none;
  response.headers.emplace_back("Refresh", "0; url=" + departure->address);
  response.headers.emplace_back("Set-Cookie", cookie_for(packed(c, way), way_lasts));
  return response;
}

Response come_from_directory(Ways& ways, Request const& request, TownContext& c) {
  auto const way = way_in(c, request.cookie);
  auto const answer = oidc::answer_in(request.query);
  if (not way or not answer or answer->state != way->pending.state) return refuse(c, oidc::Reason::answer_unreadable);
  auto const all = ways.logins.directories(c.authority);
  auto const found = std::find_if(all.begin(), all.end(), [&](auto const* one) { return one->id == way->directory; });
  if (found == all.end()) return refuse(c, oidc::Reason::answer_unreadable);
  auto const login = ways.logins.finish(**found, way->pending, *answer, back_of(c));
  if (not login) return refuse(c, login.error());
  auto const token = let_in(c, request, way->directory, *login);
  if (not token)
    return tell(
        c, "Hier ist kein Konto für Sie",
        "Das Verzeichnis kennt Sie, dieses Programm nicht. Wer bei Ihnen die Konten verwaltet, kann Ihnen eines "
        "anlegen.",
        403);
  auto response = http::see_other(way->target);
  response.headers.emplace_back("Set-Cookie", set_cookie(*token, Holder::staff));
  response.headers.emplace_back("Set-Cookie", cookie_for("", std::chrono::seconds{0}));
  return response;
}

}  // namespace kreislauf::identity::office
