#include <doctest/doctest.h>

#include "administration/cases/cases.h"
#include "administration/notifications/notifications.h"
#include "platform/ledger/seal.h"
#include "tests/support/push_service.h"
#include "tests/support/residents.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::has, test::header, test::host;

namespace {

constexpr std::string_view case_page = "/verwaltung/amt/buergerbuero/antraege/1";

/// Erika has applied on Monday morning; her telephone may say something.
struct Telling : test::Residents {
  std::string own = applied();
  test::PushService service;

  Telling() {
    modules.notifications().network = &service;
    user_agent = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
    mails();
    page(own + "/benachrichtigungen");  // which gives browsers the key of the authority
  }
  http::Response allow(std::string const& endpoint = "https://push.example/abc") {
    return send_form(own + "/benachrichtigungen/geraet", service.form(endpoint));
  }
  http::Response press(std::string const& body, std::string_view path = case_page) {
    staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    auto answer = submit(std::string{host}, std::string{path}, body);
    cookies.clear();
    return answer;
  }
  void take_over() { REQUIRE(press("tun=uebernehmen").status == 303); }
  void write(std::string const& text) {
    REQUIRE(press("nachricht=" + text, std::string{case_page} + "/nachrichten").status == 303);
  }
  /// What waits for browsers goes.
  acts::Delivery deliver() {
    auto here = visit("gescher");
    return acts::deliver_but(database("gescher"), clock, "mail", [&](acts::OutboxMessage const& message) {
      return notifications::send_push(modules.notifications(), here, message);
    });
  }
  /// A later moment, until which the ledger was sealed as the process beside a portal does.
  void at(char const* legal) {
    clock.advance(parse_legal(legal).value() - clock.now());
    REQUIRE(ledger::seal(database("gescher"), signer, clock));
  }
  ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};
  std::int64_t waiting(std::string const& kind) {
    return count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND kind = '" + kind + "'");
  }
  std::int64_t devices() { return count("SELECT COUNT(*) FROM push_devices"); }
};

}  // namespace

TEST_CASE_FIXTURE(Telling, "a telephone that was allowed says that there is something, and never what") {
  CHECK(has(page(own), "Handy und Ruhezeit einstellen"));
  auto const before = page(own + "/benachrichtigungen");
  CHECK(has(before, "data-kl-push=\""));
  CHECK(has(before, "braucht Ihr Browser JavaScript"));
  CHECK(header(allow(), "Location") == own + "/benachrichtigungen?getan=neu");
  CHECK(has(page(own + "/benachrichtigungen"), "Firefox, Android"));
  take_over();
  CHECK(deliver().sent == 1);
  REQUIRE(service.shown.size() == 1);
  auto const& shown = service.shown[0];
  CHECK(shown.at("title") == "Stadt Gescher");
  CHECK(shown.at("body") == "Es gibt Neues zu Ihrem Antrag.");
  CHECK(boost::json::value_to<std::string>(shown.at("path")) == own);
  auto const text = boost::json::serialize(shown);
  for (auto const* word : {"Sperrm", "Erika", "2026-"}) CHECK(text.find(word) == std::string::npos);
  CHECK(service.field("Urgency") == "normal");
  CHECK(service.field("TTL") == "86400");
  CHECK(service.field("Topic").size() == 32);
  CHECK(service.field("Authorization").starts_with("vapid t="));
  CHECK(mails().size() == 1);  // and the mail as well
}

TEST_CASE_FIXTURE(Telling, "a browser is asked once, five at most, and only by an address that we would call") {
  allow();
  allow();
  CHECK(devices() == 1);
  for (auto const* bad : {"http://push.example/a", "https://127.0.0.1/a", "https://10.0.0.7/a", "https://localhost/a",
                          "javascript:alert(1)", ""}) {
    CAPTURE(bad);
    CHECK(header(allow(bad), "Location").ends_with("getan=nicht"));
  }
  CHECK(send_form(own + "/benachrichtigungen/geraet", "adresse=https://push.example/x&schluessel=AAAA&geheimnis=AAAA")
            .status == 303);
  CHECK(devices() == 1);
  for (int i = 0; i < 6; ++i) allow("https://push.example/" + std::to_string(i));
  CHECK(devices() == 5);
  CHECK(has(page(own + "/benachrichtigungen"), "Mehr als 5 Geräte gehen nicht"));
}

TEST_CASE_FIXTURE(Telling, "a device is removed by who has the matter, and by nobody else") {
  allow();
  auto const other = applied();
  send_form(other + "/benachrichtigungen/geraet/weg", "geraet=1");
  CHECK(devices() == 1);
  CHECK(header(send_form(own + "/benachrichtigungen/geraet/weg", "geraet=1"), "Location").ends_with("getan=weg"));
  CHECK(devices() == 0);
  take_over();
  deliver();
  CHECK(service.shown.empty());
}

TEST_CASE_FIXTURE(Telling, "what happens at night is said in the morning, once by each way") {
  allow();
  at("2026-11-23T21:30");
  take_over();
  write("Bitte+warten.");
  CHECK(waiting("mail") == 0);
  CHECK(waiting("push") == 0);
  CHECK(count("SELECT COUNT(*) FROM held_news") == 4);
  run_jobs(2);
  CHECK(waiting("mail") == 0);
  at("2026-11-24T07:00");
  run_jobs(2);
  CHECK(count("SELECT COUNT(*) FROM held_news") == 0);
  CHECK(waiting("push") == 1);
  deliver();
  REQUIRE(service.shown.size() == 1);
  CHECK(service.shown[0].at("body") == "Es gibt Neues zu Ihrem Antrag.");
  auto const all = mails();
  REQUIRE(all.size() == 1);
  CHECK(all[0].to == "erika@beispiel.de");
  CHECK(all[0].subject == "Neues zu Ihren Anträgen");
  CHECK(all[0].text.find("Es gibt etwas Neues. Das Amt hat Ihnen geschrieben.\nhttp://gescher.localhost:8080" + own) !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Telling, "one piece of news that has waited is the mail that it would have been") {
  at("2026-11-23T23:10");
  take_over();
  at("2026-11-24T07:00");
  run_jobs(1);
  auto const all = mails();
  REQUIRE(all.size() == 1);
  CHECK(all[0].subject == "Neues zu Ihrem Antrag 2026-000001");
}

TEST_CASE_FIXTURE(Telling, "a decision is mailed on its day, at night too; nobody is woken for it") {
  allow();
  take_over();
  deliver();
  mails();
  at("2026-11-23T22:00");
  REQUIRE(press("tun=bewilligt&begruendung=Ja").status == 303);
  auto const all = mails();
  CHECK(all.size() == 1);  // § 41 Absatz 2a VwVfG NRW: the ten days begin today
  CHECK(waiting("push") == 0);
  at("2026-11-24T07:00");
  run_jobs(1);
  deliver();
  CHECK(service.shown.size() == 2);
}

TEST_CASE_FIXTURE(Telling, "on the last day of what was asked for it is said in the morning, and urgently") {
  allow();
  take_over();
  press("art=nachfordern&fragen=abholort&nachricht=Bitte+genauer.&bis=2026-12-06",
        std::string{case_page} + "/nachfordern");
  send_form(own + "/benachrichtigungen", "ruhe=1&von=22%3A00&bis=8%3A00&sonntags=1");
  deliver();
  mails();
  at("2026-12-06T00:01");  // a Sunday
  run_jobs(3);
  CHECK(waiting("push") == 0);
  at("2026-12-06T08:00");
  run_jobs(2);
  deliver();
  REQUIRE_FALSE(service.shown.empty());
  CHECK(service.shown.back().at("body") == "Heute endet eine Frist. Bitte sehen Sie nach.");
  CHECK(service.field("Urgency") == "high");
  CHECK(mails().back().subject == "Heute letzter Tag: Antrag 2026-000001");
  auto const before = service.shown.size();
  at("2026-12-07T00:01");
  run_jobs(3);
  deliver();
  CHECK(service.shown.size() == before);
}

TEST_CASE_FIXTURE(Telling, "quiet hours are chosen, shown again, and looked at") {
  auto const where = own + "/benachrichtigungen";
  CHECK(has(page(where), "value=\"21:00\""));
  CHECK(send_form(where, "ruhe=1&von=25%3A00&bis=7%3A00").status == 422);
  CHECK(send_form(where, "ruhe=1&von=7%3A00&bis=7%3A00").status == 422);
  CHECK(header(send_form(where, "ruhe=1&von=20%3A30&bis=9%3A00&sonntags=1"), "Location").ends_with("getan=ruhe"));
  CHECK(has(page(where), "value=\"20:30\""));
  at("2026-11-23T20:40");
  take_over();
  CHECK(mails().empty());
  CHECK(header(send_form(where, "von=20%3A30&bis=9%3A00"), "Location").ends_with("getan=ruhe"));
  write("Noch+etwas.");
  CHECK(mails().size() == 1);  // no quiet hours any more
}

TEST_CASE_FIXTURE(Telling, "a browser that its push service has lost is forgotten, without any trouble") {
  allow();
  take_over();
  service.answer = {.status = 410};
  CHECK(deliver().sent == 1);
  CHECK(devices() == 0);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'notification.device_gone'") == 1);
}

TEST_CASE_FIXTURE(Telling, "a push service that wants to be left alone is asked when it said, and no sooner") {
  allow();
  take_over();
  service.answer = {.status = 429, .fields = {{"retry-after", "600"}}};
  CHECK(deliver().failed >= 1);
  service.answer = {.status = 201};
  clock.advance(9min);
  deliver();
  CHECK(service.shown.empty());
  clock.advance(2min);
  deliver();
  CHECK(service.shown.size() == 1);
}

TEST_CASE_FIXTURE(Telling, "a silent push service is left alone, so that nothing else waits behind it") {
  allow();
  allow("https://push.example/other");
  take_over();
  service.answer = {.status = 0, .problem = "Timeout was reached"};
  deliver();
  CHECK(service.urls.size() == 1);  // the second one was not tried
  clock.advance(25h);
  service.answer = {.status = 201};
  deliver();
  CHECK(service.shown.empty());  // what nobody fetched for a day is no news any more
}

TEST_CASE_FIXTURE(Telling, "what a push service will never take is given up") {
  allow();
  take_over();
  service.answer = {.status = 403};
  CHECK(deliver().dead == 1);
  CHECK(devices() == 1);
}

TEST_CASE_FIXTURE(Telling, "who has an account hears of everything that lies in it, each browser once") {
  allow();
  sign_in();
  send_form(own + "/konto");
  auto const other = begin();
  send_form(other + "/adresse", test::where);
  send_form(other + "/dinge", test::things);
  send_form(other + "/kontakt", test::who);
  send_form(other + "/senden");
  send_form(other + "/konto");
  CHECK(has(page("/konto"), "Benachrichtigungen"));
  CHECK(header(send_form("/konto/benachrichtigungen/geraet", service.form()), "Location") ==
        "/konto/benachrichtigungen?getan=neu");
  CHECK(has(page("/konto/daten.json"), R"("devices":[{"name":"Firefox, Android")"));
  mails();
  at("2026-11-23T22:00");
  take_over();
  press("tun=uebernehmen", "/verwaltung/amt/buergerbuero/antraege/2");
  at("2026-11-24T07:00");
  run_jobs(1);
  deliver();
  REQUIRE(service.shown.size() == 1);
  CHECK(service.shown[0].at("body") == "Es gibt Neues zu 2 Anträgen.");
  CHECK(service.shown[0].at("path") == "/konto");
  auto const all = mails();
  REQUIRE(all.size() == 1);
  CHECK(all[0].text.find("2026-000001") != std::string::npos);
  CHECK(all[0].text.find("2026-000002") != std::string::npos);
}

TEST_CASE_FIXTURE(Telling, "with the application all that was chosen for it is gone, also what waits") {
  allow();
  send_form(own + "/benachrichtigungen", "ruhe=1&von=20%3A30&bis=9%3A00");
  take_over();
  at("2026-11-23T23:00");
  write("Noch+etwas.");
  CHECK(count("SELECT COUNT(*) FROM held_news") == 2);
  send_form(own + "/zuruecknehmen");
  clock.advance(std::chrono::days{400});
  run_jobs(5);
  CHECK(devices() == 0);
  CHECK(count("SELECT COUNT(*) FROM held_news") == 0);
  CHECK(count("SELECT COUNT(*) FROM quiet_hours") == 0);
}

TEST_CASE_FIXTURE(Telling,
                  "a new key of the house keeps browsers and what waits; without the old one they are asked anew") {
  allow();
  at("2026-11-23T23:00");
  take_over();
  auto here = visit("gescher");
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  CHECK(notifications::sealed_under(here, 1) == 4);
  notifications::renew_under_keys(here);
  CHECK(notifications::sealed_under(here, 1) == 0);
  CHECK(notifications::sealed_under(here, 2) == 4);
  keyring.take({{2, std::string(32, 'b')}});
  at("2026-11-24T07:00");
  run_jobs(1);
  deliver();
  CHECK(service.shown.size() == 1);
  keyring.take({{3, std::string(32, 'c')}});
  notifications::renew_under_keys(here);
  CHECK(devices() == 0);
  CHECK(count("SELECT COUNT(*) FROM push_keys") == 0);
}

TEST_CASE_FIXTURE(Telling, "the script for messages stands at the root of the site, and a draft has no news") {
  auto const script = page("/meldungen.js");
  CHECK(script.status == 200);
  CHECK(script.content_type.starts_with("text/javascript"));
  CHECK(has(script, "showNotification"));
  CHECK(page(begin() + "/benachrichtigungen").status == 404);
}
