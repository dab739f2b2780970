#include <doctest/doctest.h>

#include "platform/oidc/provider_for_tests.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr auto host = "gescher.localhost", leave = "/verwaltung/anmelden/verzeichnis",
               back = "/verwaltung/anmelden/zurueck";

/// Gescher's staff sign in at its directory.
struct Directory : test::TestPortal {
  oidc::test::Provider provider{clock};

  Directory() {
    logins::Provider directory{.id = "amt", .name = "Verzeichnis der Stadt", .holder = logins::Holder::staff};
    directory.registration = {.issuer = provider.issuer, .client = "portal", .secret = "geheim"};
    directory.towns = {"gescher"};
    directory.login_domain = "gescher.example";
    directory.second_factor = {"mfa"};
    modules.logins().use({directory}, provider);
    provider.claims = {{"preferred_username", "Anna@gescher.example"}, {"amr", boost::json::array{"pwd", "mfa"}}};
    staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    cookies.clear();
  }
  std::string form(std::string const& more = {}) {
    return "form=" + random.hex(16) + "&verzeichnis=amt" + (more.empty() ? "" : "&" + more);
  }
  /// Out, and the address to which the directory sends the browser back.
  std::string out(std::string const& more = {}) {
    auto const answer = post(host, leave, form(more));
    auto const refresh = header(answer, "Refresh");
    if (refresh.empty()) return {};
    return std::string{back} + "?" + provider.log_in(refresh.substr(refresh.find("https")));
  }
};

}  // namespace

TEST_CASE_FIXTURE(Directory, "whoever the directory knows is in, with both factors, and comes to where he wanted") {
  CHECK(has(get(host, "/verwaltung/anmelden"), "Mit Verzeichnis der Stadt anmelden"));
  CHECK_FALSE(has(get("ahaus.localhost", "/verwaltung/anmelden"), "Mit Verzeichnis der Stadt anmelden"));
  auto const there = out("ziel=%2Fverwaltung%2Famt%2Fbuergerbuero%2Ffaelle");
  auto const in = get(host, there);
  CHECK(header(in, "Location") == "/verwaltung/amt/buergerbuero/faelle");
  CHECK(get(host, "/verwaltung/amt/buergerbuero/faelle").status == 200);
  // The address serves once: the cookie of the way has gone.
  cookies.clear();
  CHECK(get(host, there).status == 403);
  CHECK(get(host, "/verwaltung").status != 200);
}

TEST_CASE_FIXTURE(Directory, "an account that has yet to choose a password needs none of its own") {
  database("gescher").write(
      [&](db::Connection& db) { db.exec("UPDATE staff SET must_change = 1, totp_secret = '' WHERE login = 'anna'"); });
  get(host, out());
  CHECK(get(host, "/verwaltung/amt/buergerbuero/faelle").status == 200);
}

TEST_CASE_FIXTURE(Directory, "one factor, another domain, nobody's account or one that is switched off is not enough") {
  auto const refused = [&](std::string_view words) {
    cookies.clear();
    auto const answer = get(host, out());
    CHECK(answer.status == 403);
    CHECK(has(answer, words));
    CHECK(get(host, "/verwaltung").status != 200);
  };
  provider.claims["amr"] = boost::json::array{"pwd"};
  refused("Ein zweiter Faktor fehlt");
  provider.claims["amr"] = boost::json::array{"mfa"};
  provider.claims["preferred_username"] = "anna@fremd.example";
  refused("Diese Anmeldung gilt nicht");
  provider.claims["preferred_username"] = "anna";
  refused("Diese Anmeldung gilt nicht");
  provider.claims["preferred_username"] = "ånna@gescher.example";  // folded it would be somebody else
  refused("Diese Anmeldung gilt nicht");
  provider.claims["preferred_username"] = "bernd@gescher.example";
  refused("Hier ist kein Konto für Sie");
  provider.claims["preferred_username"] = "anna@gescher.example";
  database("gescher").write([&](db::Connection& db) { db.exec("UPDATE staff SET active = 0 WHERE login = 'anna'"); });
  refused("Hier ist kein Konto für Sie");
}

TEST_CASE_FIXTURE(Directory, "an answer belongs to the browser that left, to its way and to ten minutes") {
  auto const there = out();
  auto const mine = other_cookies;
  other_cookies.clear();
  CHECK(get(host, there).status == 403);  // another browser
  other_cookies = mine;
  CHECK(get(host, there + "x").status == 403);                                // another code
  CHECK(get(host, std::string{back} + "?code=c&state=fremd").status == 403);  // another way
  auto const late = out();
  clock.advance(std::chrono::minutes{11});
  CHECK(get(host, late).status == 403);
  CHECK(get(host, std::string{back} + "?error=access_denied&state=x").status == 403);
  CHECK(post(host, leave, "form=" + random.hex(16) + "&verzeichnis=fremd").status == 400);
}

TEST_CASE_FIXTURE(Directory, "no resident is sent to the directory of staff, and no foreign target is taken") {
  CHECK(
      modules.logins().offered(*authorities.directory()->by_slug("gescher"), {.level = logins::Level::basic}).empty());
  CHECK(header(get(host, out("ziel=https%3A%2F%2Fboese.example")), "Location") == "/verwaltung");
}

TEST_CASE_FIXTURE(Directory, "where the directory is away, the page says so and what else works") {
  provider.down = true;
  auto const answer = post(host, leave, form());
  CHECK(answer.status == 503);
  CHECK(has(answer, "Das Verzeichnis antwortet nicht"));
  CHECK(get(host, "/verwaltung/anmelden").status == 200);
}
