#include <doctest/doctest.h>

#include <regex>

#include "administration/applications/store/verify.h"
#include "tests/support/erasing.h"
#include "tests/support/logging_in.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::has, test::header, test::LoggingIn;

TEST_CASE_FIXTURE(LoggingIn, "a resident fills in, logs in, takes over what is known, and sends") {
  auto const own = draft();
  auto const before = page(own);
  CHECK(has(before, "Mit BundID anmelden"));
  CHECK_FALSE(has(before, "Unternehmenskonto"));  // this service is for people
  CHECK(has(page(own + "/pruefen"), "Mit BundID anmelden"));
  auto const address = leave(own);
  CHECK(address.starts_with("https://id.example/auth?"));
  CHECK(address.find(own.substr(own.rfind('/') + 1)) == std::string::npos);  // the provider does not see the link
  auto const back = come_back(provider.log_in(address));
  auto const now = header(back, "Location");
  CHECK(now.ends_with("?anmeldung=fertig"));
  auto const renewed = now.substr(0, now.find('?'));
  CHECK(renewed != own);

  auto const shown = page(now);
  CHECK(has(shown, "Sie sind angemeldet"));
  CHECK(has(shown, "Aus Ihrem Konto: BundID"));
  CHECK(has(shown, "Erika Mustermann"));
  CHECK(has(shown, "Heidestraße 17, 48712 Gescher"));
  CHECK(has(shown, "12. August 1964"));
  CHECK_FALSE(has(page(renewed + "/person"), "value=\"Erika\""));  // § 8 OZG: not before somebody wants it
  CHECK(header(send_form(renewed + "/uebernehmen"), "Location") == renewed + "/pruefen");
  auto const taken = page(renewed + "/person");
  CHECK(has(taken, "value=\"Erika\""));
  CHECK(has(taken, "value=\"1964\""));
  CHECK(has(taken, "value=\"Heidestraße\""));
  CHECK_FALSE(has(page(renewed), "Angaben übernehmen"));  // there is nothing more to take
  send_form(renewed + "/person", person());
  CHECK(has(page(renewed + "/pruefen"), "verbindlich absenden"));
  CHECK(header(send_form(renewed + "/senden"), "Location") == renewed + "?neu=1");
  auto const sent = page(renewed);
  CHECK(has(sent, "BundID"));
  CHECK(applications::verify(database("gescher"), clock.now()).findings == std::vector<std::string>{});

  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const office = page("/verwaltung/amt/buergerbuero/antraege/1");
  CHECK(has(office, "Bestätigt durch BundID"));
  CHECK(has(office, "12. August 1964"));
  CHECK_FALSE(has(office, "Weicht ab"));
  CHECK_FALSE(has(office, "BFN-1"));
}

TEST_CASE_FIXTURE(LoggingIn, "nothing is sent below the level, whatever page it comes from") {
  auto const own = draft();
  send_form(own + "/person", person());
  CHECK_FALSE(has(page(own + "/pruefen"), "verbindlich absenden"));
  CHECK(header(send_form(own + "/senden"), "Location") == own + "/pruefen#identitaet");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 0);
  // An account with a password is not enough, and nothing of it is kept.
  for (auto const* level : {"STORK-QAA-Level-1", "STORK-QAA-Level-3", "STORK-QAA-Level-9", ""}) {
    provider.claims["acr"] = level;
    auto const told = header(come_back(provider.log_in(leave(own))), "Location");
    CHECK(told == own + "?anmeldung=niveau");
    CHECK(has(page(told), "Diese Anmeldung reicht nicht aus"));
  }
  CHECK(count("SELECT COUNT(*) FROM applications WHERE proof <> ''") == 0);
  CHECK(header(send_form(own + "/senden"), "Location") == own + "/pruefen#identitaet");
  provider.claims["acr"] = "STORK-QAA-Level-4";
  auto const renewed = log_in(own);
  CHECK(header(send_form(renewed + "/senden"), "Location") == renewed + "?neu=1");
}

TEST_CASE_FIXTURE(LoggingIn, "what the applicant writes otherwise than the provider is said to the office") {
  auto const own = log_in(draft());
  send_form(own + "/person", person("Erica"));
  CHECK(send_form(own + "/senden").status == 303);
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const office = page("/verwaltung/amt/buergerbuero/antraege/1");
  CHECK(has(office, "Weicht ab"));
  CHECK(has(office, "Erica"));
}

TEST_CASE_FIXTURE(LoggingIn, "who broke off, or whose provider is away, has his draft as it was") {
  auto const own = draft();
  send_form(own + "/person", person());
  auto const kept = page(own + "/pruefen").body;
  auto const state = [&] { return http::field(leave(own), "state").value_or(""); };
  auto const declined =
      header(come_back("error=access_denied&state=" + state() + "&iss=https://id.example"), "Location");
  CHECK(declined == own + "?anmeldung=abgebrochen");
  CHECK(has(page(declined), "Sie sind noch nicht angemeldet"));
  auto const query = provider.log_in(leave(own));
  provider.down = true;
  auto const away = header(come_back(query), "Location");
  CHECK(away == own + "?anmeldung=gestoert");
  CHECK(has(page(away), "Die Anmeldung klappt gerade nicht"));
  clock.advance(61min);
  CHECK(header(send_form(own + "/anmelden", "anbieter=bundid"), "Location") == own + "?anmeldung=gestoert");
  CHECK(page(own + "/pruefen").status == 200);
  CHECK(has(page(own + "/pruefen"), "Heidestraße 17"));
  provider.down = false;
  clock.advance(31s);
  CHECK(log_in(own) != own);
}

TEST_CASE_FIXTURE(LoggingIn, "the same answer twice is the same login; another one of the same state is none") {
  auto const own = draft();
  auto const query = provider.log_in(leave(own));
  auto const first = header(come_back(query), "Location");
  REQUIRE(first.ends_with("fertig"));
  CHECK(header(come_back(query), "Location") == first);  // a reload, a lost connection
  CHECK(provider.asked["/token"] == 1);
  auto const other = query.substr(0, query.find('&')) + "x" + query.substr(query.find('&'));
  CHECK(come_back(other).status == 400);
  clock.advance(10min);
  CHECK(come_back(query).status == 400);
  CHECK(provider.asked["/token"] == 1);
}

TEST_CASE_FIXTURE(LoggingIn, "a login counts ten minutes, and invented ones write nothing") {
  auto const own = draft();
  auto const query = provider.log_in(leave(own));
  clock.advance(10min);
  CHECK(come_back(query).status == 400);
  CHECK(provider.asked["/token"] == 0);
  auto const in_time = provider.log_in(leave(own));
  clock.advance(9min + 59s);
  CHECK(header(come_back(in_time), "Location").ends_with("fertig"));
  for (auto const* wrong : {"", "code=a", "state=b", "code=a&state=b", "code=a&code=b&state=c", "error=x&state=%ff"})
    CHECK(come_back(wrong).status == 400);
}

// RFC 9700 § 4.7, and the fixation of a session: somebody else's draft, link or login.
TEST_CASE_FIXTURE(LoggingIn, "who has sent the link, or the way to the provider, to somebody else learns nothing") {
  auto const trap = draft();
  auto const another_way = leave(trap);  // begun by the attacker, too, to be used later
  auto const victims = log_in(trap);     // the victim logs in, by the link or by the address of the provider
  CHECK(has(page(victims), "Erika Mustermann"));
  auto const old = page(trap);
  CHECK(old.status == 410);
  CHECK_FALSE(has(old, "Mustermann"));
  CHECK_FALSE(has(old, victims.substr(victims.rfind('/') + 1)));
  for (auto const* below : {"/person", "/pruefen", "/welche"}) CHECK(header(page(trap + below), "Location") == trap);
  CHECK(header(send_form(trap + "/senden"), "Location") != victims);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 0);
  // His own identity, by the login that he had begun before: it does not bring him into the draft of the victim.
  provider.claims["given_name"] = "Mallory";
  CHECK(come_back(provider.log_in(another_way)).status == 400);
  CHECK(provider.asked["/token"] == 1);
  CHECK(has(page(victims), "Erika Mustermann"));
}

// The list of an account leads to the link as it is now: it must not be a way around the one that was renewed.
TEST_CASE_FIXTURE(LoggingIn,
                  "a draft that waits in somebody else's account is gone from there when its applicant logs in") {
  auto const sign_in = [&](std::string const& address) {
    auto const own = header(send_form("/konto/anmelden", "mail=" + address), "Location");
    auto const text = mails().back().text;
    auto const at = text.find("Stadt Gescher: ") + 15;
    send_form(own, "code=" + text.substr(at, 4) + text.substr(at + 5, 4));
  };
  sign_in("mallory%40beispiel.de");
  auto const trap = draft();
  send_form(trap + "/konto");
  CHECK(has(page("/konto"), trap));
  auto const mallory = other_cookies;
  other_cookies.clear();
  sign_in("erika%40beispiel.de");
  send_form(trap + "/konto");  // the victim keeps it, too
  auto const own = log_in(trap);
  CHECK(has(page(own), "Erika Mustermann"));
  CHECK(has(page("/konto"), own));
  other_cookies = mallory;
  auto const list = page("/konto");
  CHECK(has(list, "Angemeldet mit"));
  CHECK_FALSE(has(list, own.substr(own.rfind('/') + 1)));
  CHECK_FALSE(has(list, trap));
}

TEST_CASE_FIXTURE(LoggingIn, "a code of one login proves nothing in another") {
  auto const one = draft(), other = draft();
  auto const first = provider.log_in(leave(one)), second = provider.log_in(leave(other));
  auto const code = [](std::string const& query) { return http::field(query, "code").value_or(""); };
  auto const state = [](std::string const& query) { return http::field(query, "state").value_or(""); };
  auto const mixed = "code=" + code(second) + "&state=" + state(first) + "&iss=https://id.example";
  CHECK(header(come_back(mixed), "Location") == one + "?anmeldung=ungueltig");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE proof <> ''") == 0);
  // The control: each by itself is fine.
  CHECK(log_in(one) != one);
  CHECK(log_in(other) != other);
}

TEST_CASE_FIXTURE(LoggingIn, "a wrong answer of any kind leaves a plain page and nothing else") {
  auto const own = draft();
  auto const told = [&](std::function<void(boost::json::object&, boost::json::object&)> change) {
    provider.change = std::move(change);
    auto to = header(come_back(provider.log_in(leave(own))), "Location");
    provider.change = {};
    return to;
  };
  CHECK(told([](auto&, auto& all) { all["nonce"] = "x"; }) == own + "?anmeldung=ungueltig");
  CHECK(told([](auto& head, auto&) { head["alg"] = "none"; }) == own + "?anmeldung=ungueltig");
  CHECK(told([](auto&, auto& all) { all["aud"] = "other"; }) == own + "?anmeldung=ungueltig");
  CHECK(has(page(own + "?anmeldung=ungueltig"), "Die Anmeldung ist nicht gelungen"));
  CHECK_FALSE(has(page(own + "?anmeldung=<b>"), "<b>"));
  CHECK(told({}) != own + "?anmeldung=ungueltig");
}

TEST_CASE_FIXTURE(LoggingIn, "the language of the reader comes back with him") {
  auto const own = draft("/en");
  auto const back = header(come_back(provider.log_in(leave(own))), "Location");
  CHECK(back.starts_with("/en/mein-antrag/"));
  CHECK(has(page(back), "From your account: BundID"));
}

TEST_CASE_FIXTURE(LoggingIn, "where nobody can log in, nothing is begun that could not be sent") {
  CHECK(has(page("/dienste/meldebescheinigung"), "href=\"/antrag/meldebescheinigung\""));
  auto const own = draft();
  set_up({"ahaus"});
  CHECK_FALSE(has(page("/dienste/meldebescheinigung"), "href=\"/antrag/meldebescheinigung\""));
  CHECK(page("/antrag/meldebescheinigung").status == 404);
  CHECK(has(page(own), "Hier kann man sich gerade nicht anmelden"));
  CHECK(send_form(own + "/anmelden", "anbieter=bundid").status == 400);
  CHECK(page("/antrag/sperrmuell-abholen").status == 200);  // what needs no login goes on
}

TEST_CASE_FIXTURE(LoggingIn, "what is known of somebody is sealed, follows the keys, and goes with the application") {
  auto const own = log_in(draft());
  CHECK(count("SELECT COUNT(*) FROM applications WHERE proof LIKE '%Mustermann%'") == 0);
  CHECK(count("SELECT COUNT(*) FROM application_logins WHERE secrets <> ''") == 0);
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  auto visit = this->visit("gescher");
  CHECK(applications::sealed_under(visit, 1) > 0);
  applications::renew_under_keys(visit);
  CHECK(applications::sealed_under(visit, 1) == 1);  // the link that somebody has stays, as long as its key is there
  CHECK(count("SELECT COUNT(*) FROM applications WHERE proof LIKE 'k2.%'") == 1);
  clock.advance(24h * 31);
  test::erase_due(*this, visit);
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
  CHECK(count("SELECT COUNT(*) FROM application_logins") == 0);
  CHECK(page(own).status == 404);
}

TEST_CASE_FIXTURE(LoggingIn, "where the office looks at it later, a login is offered and not demanded") {
  use_form_with("identity_later = true");
  auto const own = draft();
  CHECK(has(page(own), "Mit BundID anmelden"));
  CHECK(has(page(own), "Sonst prüft es das Amt später"));
  send_form(own + "/person", person());
  CHECK(has(page(own + "/pruefen"), "verbindlich absenden"));
  set_up({"ahaus"});
  CHECK(page("/antrag/meldebescheinigung").status == 200);
  CHECK_FALSE(has(page(own), "anmelden"));
  CHECK(header(send_form(own + "/senden"), "Location") == own + "?neu=1");
}

TEST_CASE_FIXTURE(LoggingIn, "a company is known by its account, with its name and who acts for it") {
  use_form_with("companies = true");
  provider.issuer = "https://muk.example";
  provider.metadata = boost::json::parse(std::regex_replace(boost::json::serialize(provider.metadata),
                                                            std::regex{"id.example"}, "muk.example"))
                          .as_object();
  provider.claims = {{"orgCompanyName", "Muster GmbH"},
                     {"orgStreet", "Hauptstraße"},
                     {"orgBuilding", "5"},
                     {"orgZipCode", "48712"},
                     {"orgCity", "Gescher"},
                     {"firstName", "Max"},
                     {"lastName", "Muster"},
                     {"acr", "STORK-QAA-Level-4"},
                     {"dateOfBirth", "1970-01-01"}};
  auto const own = draft();
  auto const out = header(send_form(own + "/anmelden", "anbieter=muk"), "Refresh");
  auto const told = header(come_back(provider.log_in(out.substr(out.find("https")))), "Location");
  REQUIRE(told.ends_with("fertig"));
  auto const shown = page(told);
  for (auto const* text : {"Aus Ihrem Konto: Mein Unternehmenskonto", "Muster GmbH", "Vertreten durch", "Max Muster",
                           "Hauptstraße 5, 48712 Gescher"})
    CHECK(has(shown, text));
  CHECK_FALSE(has(shown, "1970"));
  auto const renewed = told.substr(0, told.find('?'));
  send_form(renewed + "/uebernehmen");
  CHECK(has(page(renewed + "/person"), "value=\"Muster GmbH\""));
  CHECK(has(page(renewed + "/person"), "value=\"Max\""));
}

TEST_CASE_FIXTURE(LoggingIn, "while the provider is asked for one login, another one ends: only that one counts") {
  auto const own = draft();
  auto const slow = provider.log_in(leave(own)), quick = provider.log_in(leave(own));
  std::string renewed;
  provider.change = [&](boost::json::object&, boost::json::object& all) {
    provider.change = {};
    renewed = header(come_back(quick), "Location");
    all["given_name"] = "Mallory";  // somebody else at the same draft
  };
  CHECK(come_back(slow).status == 400);
  REQUIRE(renewed.ends_with("fertig"));
  CHECK(has(page(renewed), "Erika Mustermann"));
  CHECK_FALSE(has(page(renewed), "Mallory"));
}
