#include <doctest/doctest.h>

#include "administration/notices/acts/posting.h"
#include "administration/notices/store/jobs.h"
#include "platform/ledger/seal.h"
#include "tests/support/deciding.h"

using namespace kreislauf;
using test::has, test::header, test::Deciding;

namespace {

constexpr std::string_view out = "/verwaltung/amt/buergerbuero/post";

struct Posting : Deciding {
  ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};

  /// The form of the fixture asks for no address: its notices are given one.
  void issue(std::string const& way) {
    press("ergebnis=abgelehnt&begruendung=Zu+eng.");
    press("tun=erlassen&weg=retrieval&text=Nein.");
    database("gescher").write(
        [&](db::Connection& db) { db.exec("UPDATE notices SET way = ?, addressed = 1 WHERE id = 1", way); });
  }
  http::Response post(std::string const& body) { return press(body, out); }
  void days(int number) {
    clock.advance(std::chrono::days{number});
    CHECK(ledger::seal(database("gescher"), signer, clock, {}));
    now("anna");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Posting,
                  "letters leave in one file; given to the post they count from that day, and the ledger knows") {
  issue("post");
  auto const waiting = page(std::string{out});
  CHECK(has(waiting, "2026-000001"));
  CHECK(has(waiting, "Druckauftrag machen (1 Brief)"));
  CHECK(header(post("tun=drucken"), "Location") == std::string{out} + "?getan=drucken");
  auto const made = page(std::string{out});
  CHECK(has(made, "Kein Brief wartet."));
  CHECK(has(made, "1 Brief, 1 Blatt, beidseitig gedruckt"));
  auto const file = page(std::string{out} + "/1/briefe.pdf");
  CHECK(file.content_type == "application/pdf");
  CHECK(file.body.starts_with("%PDF"));
  CHECK(stored("announced_on").empty());
  // Nobody posts it a second time on its own page.
  CHECK_FALSE(has(page(std::string{test::decided_page}), "Heute zur Post gegeben"));

  days(1);
  CHECK(post("tun=gegeben+1").status == 303);
  CHECK(stored("sent_on") == "2026-11-24");
  CHECK(stored("announced_on") == "2026-11-28");  // the fourth day, § 41 (2) VwVfG NRW
  auto const given = page(std::string{out});
  CHECK(has(given, "24.11.2026 von Name von anna"));
  CHECK(has(given, "im Protokoll der Verwaltung"));
  CHECK(has(post("tun=gegeben+1"), "Inzwischen hat sich hier etwas geändert"));
  CHECK(has(post("tun=verwerfen+1"), "Inzwischen hat sich hier etwas geändert"));
}

TEST_CASE_FIXTURE(Posting, "a print job that was not printed is dropped, and its letters wait again") {
  issue("post");
  CHECK(post("tun=verwerfen+1").status == 404);
  post("tun=drucken");
  CHECK(post("tun=verwerfen+1").status == 303);
  CHECK(has(page(std::string{out}), "Druckauftrag machen (1 Brief)"));
  CHECK(page(std::string{out} + "/1/briefe.pdf").status == 404);
  CHECK(post("tun=drucken").status == 303);
  CHECK(has(page(std::string{out} + "/2/briefe.pdf"), "%PDF"));
}

TEST_CASE_FIXTURE(Posting, "without letters there is no job, and of another office nothing can be reached") {
  CHECK(has(post("tun=drucken"), "Kein Brief wartet auf den Druck."));
  issue("post");
  post("tun=drucken");
  staff("gescher", "carla", {{authority::Role::clerk, "steueramt"}});
  CHECK(page("/verwaltung/amt/steueramt/post/1/briefe.pdf").status == 404);
  CHECK(press("tun=gegeben+1", "/verwaltung/amt/steueramt/post").status == 404);
  CHECK(press("tun=post+1", "/verwaltung/amt/steueramt/post").status == 404);
  CHECK(page(std::string{out}).status == 403);
}

TEST_CASE_FIXTURE(Posting, "what is not fetched in ten days is not announced; the office chooses another way") {
  issue("retrieval");
  days(10);
  CHECK_FALSE(has(page(std::string{out}), "Nicht abgerufen"));
  CHECK(has(post("tun=post+1"), "Inzwischen hat sich hier etwas geändert"));
  days(1);
  CHECK(has(page("/verwaltung/amt/buergerbuero/faelle"), "nicht rechtzeitig abgerufen"));
  CHECK(has(page(std::string{out}), "Mit der Post schicken"));
  // The person cannot fetch it any more, and is told so.
  CHECK(own_page().find("Die Zeit zum Abrufen ist vorbei") != std::string::npos);
  cookies.clear();
  send_form(own + "/bescheid/1.pdf");
  CHECK(stored("announced_on").empty());

  now("anna");
  SUBCASE("by post") {
    post("tun=post+1");
    CHECK(has(page(std::string{out}), "Druckauftrag machen (1 Brief)"));
    CHECK_FALSE(has(page("/verwaltung/amt/buergerbuero/faelle"), "nicht rechtzeitig abgerufen"));
  }
  SUBCASE("made available again") {
    post("tun=nochmal+1");
    CHECK_FALSE(has(page(std::string{out}), "Mit der Post schicken"));
    cookies.clear();
    send_form(own + "/bescheid/1.pdf");
    CHECK(stored("announced_on") == "2026-12-05");
  }
  SUBCASE("handed over") {
    post("tun=uebergeben+1");
    CHECK(stored("announced_on") == "2026-12-04");
  }
}

TEST_CASE_FIXTURE(Posting, "the person is reminded once before the time to fetch is over") {
  issue("retrieval");
  mails();
  std::vector<mail::Message> sent;
  for (int day = 0; day < 9; ++day) {
    days(1);
    run_jobs(1);
    for (auto& one : mails()) sent.push_back(std::move(one));
  }
  REQUIRE(sent.size() == 1);
  CHECK(sent.front().subject == "Ihr Bescheid liegt noch bereit");
  CHECK(sent.front().text.find("Nein.") == std::string::npos);
}

TEST_CASE_FIXTURE(Posting, "the file goes a week after the letters have left, the proof three years after") {
  issue("post");
  post("tun=drucken");
  post("tun=gegeben+1");
  auto const tidy = [&] {
    auto gescher = visit("gescher");
    notices::tidy_post(gescher);
  };
  clock.advance(std::chrono::days{6});
  tidy();
  CHECK(count("SELECT COUNT(*) FROM print_jobs WHERE sha256 <> ''") == 1);
  clock.advance(std::chrono::days{2});
  tidy();
  CHECK(count("SELECT COUNT(*) FROM print_jobs WHERE sha256 <> ''") == 0);
  CHECK(count("SELECT COUNT(*) FROM print_jobs") == 1);
  clock.advance(std::chrono::days{3 * 366});
  tidy();
  CHECK(count("SELECT COUNT(*) FROM print_jobs") == 0);
}

TEST_CASE_FIXTURE(Posting, "what has reached nobody when its case is taken up again does not leave any more") {
  issue("post");
  post("tun=drucken");
  press("tun=wiederaufnehmen", test::decided_page);
  CHECK(stored("state") == "recalled");
  CHECK(count("SELECT COUNT(*) FROM print_jobs") == 0);
  CHECK(has(page(std::string{out}), "Kein Brief wartet."));
  CHECK(own_page().find("Ihr Bescheid vom") == std::string::npos);
}

TEST_CASE_FIXTURE(Posting, "a print job that everybody has forgotten gives its letters back") {
  issue("post");
  post("tun=drucken");
  // Pressed on a page from before: it leaves with its job, or not at all.
  press("nummer=1", std::string{test::decided_page} + "/bescheid/post");
  CHECK(stored("sent_on").empty());
  days(31);
  auto gescher = visit("gescher");
  notices::tidy_post(gescher);
  CHECK(count("SELECT COUNT(*) FROM print_jobs") == 0);
  CHECK(has(page(std::string{out}), "Druckauftrag machen (1 Brief)"));
}
