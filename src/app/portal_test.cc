#include "app/portal.h"

#include <doctest/doctest.h>

#include "administration/forms/rules/definition.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using test::has, test::header, test::TestPortal;

TEST_CASE_FIXTURE(TestPortal, "a resident finds the town and from there the service and the office") {
  auto const found = get("localhost", "/ort?q=48712");
  CHECK(found.status == 303);
  CHECK(header(found, "Location") == "http://gescher.localhost:8080/");
  auto const home = get("gescher.localhost", "/");
  CHECK(home.status == 200);
  CHECK(has(home, "Was möchten Sie erledigen?"));
  CHECK(has(home, "Jetzt geöffnet"));
  auto const results = get("gescher.localhost", "/suche?q=hunndesteuer");
  CHECK(has(results, "/dienste/hund-anmelden"));
  auto const service = get("gescher.localhost", "/dienste/hund-anmelden");
  CHECK(service.status == 200);
  CHECK(has(service, "Steueramt &lt;Test&gt;"));  // the town's own office, escaped
  CHECK(has(service, "LHundG NRW"));
  auto const office = get("gescher.localhost", "/aemter/buergerbuero");
  CHECK(has(office, "Heute, Montag"));
  CHECK(has(office, "14:00–16:00 Uhr"));
}

TEST_CASE_FIXTURE(TestPortal, "a town is found by mistyped name, by position, and not at all") {
  CHECK(header(get("localhost", "/ort?q=Geschr"), "Location") == "http://gescher.localhost:8080/");
  CHECK(header(get("localhost", "/ort?lat=51.95&lon=7.00"), "Location") == "http://gescher.localhost:8080/");
  CHECK(header(get("localhost", "/ort?q=hennef"), "Location") == "http://hennef.localhost:8080/");
  CHECK(header(get("localhost", "/ort?q=kreis%20borken"), "Location") == "http://kreis-borken.localhost:8080/");
  CHECK(has(get("localhost", "/ort?q=xyzxyz"), "Kein Ort gefunden"));
  CHECK(get("localhost", "/ort?lat=nan&lon=1e999").status == 200);
  CHECK(get("localhost", "/ort?lat=0&lon=0").status == 200);
}

TEST_CASE_FIXTURE(TestPortal, "nothing of one town is visible in another") {
  for (auto const* path : {"/", "/aemter", "/aemter/buergerbuero", "/dienste/personalausweis", "/suche?q=kanarienvogel",
                           "/api/v1/offices", "/api/v1/offices/buergerbuero"}) {
    CHECK_FALSE(has(get("gescher.localhost", path), "KANARIENVOGEL-AHAUS"));
  }
  CHECK(has(get("ahaus.localhost", "/aemter/buergerbuero"), "KANARIENVOGEL-AHAUS"));
  CHECK(get("ahaus.localhost", "/aemter/steueramt").status == 404);
}

TEST_CASE_FIXTURE(TestPortal, "the page says who is responsible: town, district, or who took it over") {
  CHECK(has(get("gescher.localhost", "/dienste/bauvoranfrage"), "Kreis Borken macht das für Gescher."));
  CHECK_FALSE(
      has(get("ahaus.localhost", "/dienste/bauvoranfrage"), "macht das für Ahaus"));  // a medium town does it itself
  authority::import_delegations(
      *store,
      "service,from,to,form,basis,since\n99107023017000,gescher,ahaus,delegation,Vereinbarung vom 1. Mai,2024-05-01\n",
      OnRejection::keep_good_lines);
  authorities.reload();
  CHECK(has(get("gescher.localhost", "/dienste/wohngeld"), "Stadt Ahaus macht das für Gescher."));
  CHECK(has(get("gescher.localhost", "/zustaendigkeit"), "Vereinbarung vom 1. Mai"));
}

TEST_CASE_FIXTURE(TestPortal, "a kreisfreie Stadt is one authority with two keys") {
  CHECK(has(get("localhost", "/api/v1/authorities/05515"), "\"key\":\"05515000\""));
  CHECK(has(get("muenster.localhost", "/zustaendigkeit"), "kreisfrei"));
}

TEST_CASE_FIXTURE(TestPortal, "languages keep the page, mark German text and turn the direction") {
  auto const english = get("gescher.localhost", "/en/dienste/wohngeld");
  CHECK(has(english, "<html lang=\"en\" dir=\"ltr\""));
  CHECK(has(english, "href=\"/ar/dienste/wohngeld\""));
  auto const arabic = get("gescher.localhost", "/ar/dienste/wohngeld");
  CHECK(has(arabic, "dir=\"rtl\""));
  CHECK(has(arabic, "lang=\"de\" dir=\"ltr\""));
  CHECK(get("gescher.localhost", "/fr/dienste/wohngeld").status == 404);
}

TEST_CASE_FIXTURE(TestPortal, "an address that does not exist offers what is near") {
  auto const unknown = get("gescher.localhost", "/dienste/personalausweiss");
  CHECK(unknown.status == 404);
  CHECK(has(unknown, "/dienste/personalausweis\""));
  auto const town = get("gescherr.localhost", "/");
  CHECK(town.status == 404);
  CHECK(has(town, "http://gescher.localhost:8080/"));
  CHECK(get("evil.example", "/").status == 404);
  auto const by_key = get("gescher.localhost", "/dienste/99107023017000");
  CHECK(by_key.status == 308);
  CHECK(header(by_key, "Location") == "/dienste/wohngeld");
}

TEST_CASE_FIXTURE(TestPortal, "machines get problems as JSON") {
  auto const missing = get("gescher.localhost", "/api/v1/services/99000000000000");
  CHECK(missing.status == 404);
  CHECK(missing.content_type == "application/problem+json");
  CHECK(get("gescher.localhost", "/api/v1/services?limit=0").status == 400);
  CHECK(get("gescher.localhost", "/api/v1/services?q=hund&limit=101").status == 400);
  CHECK(has(get("localhost", "/api/openapi.json"), "\"/api/v1/services/{key}\""));
}

TEST_CASE_FIXTURE(TestPortal, "what a resident typed is text everywhere") {
  auto const answer = get("gescher.localhost", "/suche?q=%3Cscript%3Ealert(1)%3C/script%3E");
  CHECK(answer.status == 200);
  CHECK_FALSE(has(answer, "<script>alert"));
  CHECK(has(answer, "&lt;script&gt;alert(1)"));
  CHECK(get("gescher.localhost", "/suche?q=%ff%fe").status == 303);  // not UTF-8: as if nothing was typed
}

namespace {
std::string const a_key = "form=0123456789abcdef0123456789abcdef&";
}

TEST_CASE_FIXTURE(TestPortal, "a report of a barrier is checked, stored once, and listed") {
  auto const empty = post("gescher.localhost", "/barriere-melden", a_key + "text=&mail=kein");
  CHECK(empty.status == 422);
  CHECK(has(empty, "Beschreiben Sie, was Sie hindert."));
  CHECK(has(empty, "value=\"kein\""));
  std::string const body =
      "form=0123456789abcdef0123456789abcdef&von=/dienste/wohngeld&text=Die+Schrift+ist+klein&mail=";
  CHECK(post("gescher.localhost", "/barriere-melden", body).status == 303);
  CHECK(post("gescher.localhost", "/barriere-melden", body).status == 303);
  auto const stored = authority::list_feedback(store->authority(AuthorityKey{"05554016"}));
  REQUIRE(stored.size() == 1);
  CHECK(stored[0].message == "Die Schrift ist klein");
  CHECK(stored[0].page == "/dienste/wohngeld");
  CHECK(authority::list_feedback(store->authority(AuthorityKey{"05554004"})).empty());
}

TEST_CASE_FIXTURE(TestPortal, "a form sent from another site is refused and nothing is stored") {
  origin = "https://evil.example";
  CHECK(post("gescher.localhost", "/barriere-melden", a_key + "text=x").status == 403);
  origin = "http://gescher.localhost:8080";
  sec_fetch_site = "cross-site";
  CHECK(post("gescher.localhost", "/barriere-melden", a_key + "text=x").status == 403);
  sec_fetch_site = "same-origin";
  CHECK(post("gescher.localhost", "/barriere-melden", a_key + "text=x").status == 303);
}

TEST_CASE_FIXTURE(TestPortal, "figures are for the operator on this machine only") {
  CHECK(get("localhost", "/metrics").status == 403);
  client = "127.0.0.1";
  CHECK(get("localhost", "/metrics").status == 200);
  forwarded = true;
  CHECK(get("localhost", "/metrics").status == 403);
}

TEST_CASE_FIXTURE(TestPortal, "every route of the table answers on its place without an error of ours") {
  std::pair<std::string_view, std::string_view> const values[]{{"{dienst}", "wohngeld"}, {"{amt}", "buergerbuero"},
                                                               {"{lage}", "umzug"},      {"{key}", "05554016"},
                                                               {"{id}", "buergerbuero"}, {"{datei}", "none.css"}};
  for (auto const& route : portal->routes()) {
    std::string path{route.pattern};
    for (auto const& [name, value] : values) {
      if (auto const at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    }
    if (route.pattern == "/api/v1/services/{key}") path = "/api/v1/services/wohngeld";
    auto const host = route.site == authority::Site::region ? "localhost" : "gescher.localhost";
    auto const answer = route.method == http::Method::post
                            ? post(host, path, a_key + "text=x&urteil=ja&mail=erika@example.org")
                            : get(host, path);
    CAPTURE(path);
    CHECK(answer.status < 500);
    bool const post_of_staff =
        route.method == http::Method::post and (route.pattern == "/verwaltung/anmelden" or route.pattern == "/geraet");
    bool const refuses = route.pattern == "/assets/{datei}" or post_of_staff;
    // Links of residents are secrets, pieces have numbers, screens belong to offices that give appointments, and a
    // program must say what it wants.
    // So does who looks for an application or checks a receipt; and not every service is applied for, not every ledger
    // sealed. A notice of a payment service is signed, and test payments exist in the demonstration only.
    bool asks_for_more = false;
    for (auto const* beginning :
         {"/api/v1/appointments/", "/api/v1/applications/", "/api/v1/payments/", "/aemter/{amt}/", "/antrag/",
          "/ledger/", "/formulare/", "/testbezahlung", "/anmeldung/", "/verwaltung/anmelden/"})
      asks_for_more = asks_for_more or route.pattern.starts_with(beginning);
    if (route.method == http::Method::post)
      asks_for_more = asks_for_more or route.pattern == "/pruefen" or route.pattern == "/verfolgen" or
                      route.pattern == "/konto/passkey";
    for (auto const* unknown : {"{token}", "{kennung}", "{nummer}", "{bild}"})
      asks_for_more = asks_for_more or route.pattern.find(unknown) != std::string_view::npos;
    if (route.door == authority::Door::everyone and not refuses and not asks_for_more) CHECK(answer.status < 400);
  }
}

TEST_CASE_FIXTURE(TestPortal, "no page of a form is called like a page of the portal beside it") {
  constexpr std::string_view beside = "/mein-antrag/{kennung}/";
  for (auto const& route : portal->routes()) {
    if (not route.pattern.starts_with(beside)) continue;
    auto const word = route.pattern.substr(beside.size());
    if (word.find_first_of("/{.") != std::string_view::npos) continue;
    CAPTURE(word);
    CHECK(forms::is_taken(word));
  }
}

TEST_CASE("too many requests are told when to come back") {
  TestPortal portal{{.domain = "localhost", .requests_per_second = 1, .burst = 2, .demo = false}};
  CHECK(portal.get("localhost", "/health").status == 200);
  CHECK(portal.get("localhost", "/health").status == 200);
  auto const answer = portal.get("localhost", "/health");
  CHECK(answer.status == 429);
  auto const wait = std::stoi(header(answer, "Retry-After"));
  CHECK(wait >= 1);
  CHECK(wait <= 4);  // not the same for all
}

TEST_CASE_FIXTURE(TestPortal, "whatever a handler throws becomes an answer, and the next visitor is served") {
  struct Late : Refused {};
  authority::Rows rows;
  using authority::TownContext;
  auto const throwing = [](auto what) {
    return [what](http::Request const&, TownContext&) -> http::Response { throw what; };
  };
  rows.open("/wirft/zahl", throwing(7), "Throws what is no exception");
  rows.open("/wirft/fehler", throwing(std::runtime_error{"geheim"}), "Throws an exception");
  rows.open("/wirft/abgelehnt", throwing(Late{}), "Throws a refusal that nobody caught");
  app::Modules with{house, printer, scans, {{.name = "throwing", .folder = "", .routes = rows.take()}}};
  portal.emplace(app::PortalOptions{.requests_per_second = 0}, house, with);
  CHECK(get("gescher.localhost", "/wirft/zahl").status == 500);
  auto const answer = get("gescher.localhost", "/wirft/fehler");
  CHECK(answer.status == 500);
  CHECK_FALSE(has(answer, "geheim"));
  CHECK(get("gescher.localhost", "/wirft/abgelehnt").status == 409);
  CHECK(get("gescher.localhost", "/").status == 200);
  portal.reset();
}
