#include "administration/cases/store/figures.h"
#include "tests/support/applying.h"
#include "tests/support/erasing.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

/// What the head of the office sees of drafts, ways and answers.
struct Counting : test::Applying {
  std::int64_t counted(std::string const& what) {
    std::int64_t found = 0;
    database("gescher").read([&](db::Connection& db) {
      found = db.number("SELECT COALESCE(SUM(amount), 0) FROM case_figures WHERE what = ?", what);
    });
    return found;
  }
  /// An application that is over.
  std::string settled() {
    auto own = applied();
    send_form(own + "/zuruecknehmen");
    return own;
  }
  std::string head_sees() {
    staff("gescher", "leitung", {{Role::head, "buergerbuero"}});
    auto shown = std::string{page("/verwaltung/amt/buergerbuero/kennzahlen").bytes()};
    cookies.clear();
    return shown;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Counting, "who is asked at the end how it went is counted once, and the answer is not kept") {
  auto const own = settled();
  CHECK(has(page(own), "Wie war es?"));
  CHECK(send_form(own + "/bewertung", "note=4").status == 303);
  CHECK(send_form(own + "/bewertung", "note=1").status == 303);
  CHECK(counted("mark:4") == 1);
  CHECK(counted("mark:1") == 0);
  CHECK_FALSE(has(page(own), "Wie war es?"));
  CHECK(has(page(own + "?danke=1"), "Danke für Ihre Antwort."));
}

TEST_CASE_FIXTURE(Counting, "nobody is asked before the end, and no other number counts") {
  auto const own = applied();
  CHECK_FALSE(has(page(own), "Wie war es?"));
  send_form(own + "/bewertung", "note=5");
  CHECK(counted("mark:5") == 0);
  send_form(own + "/zuruecknehmen");
  for (auto const* wrong : {"note=6", "note=0", "note=", "note=-1", "note=5&note=5x"})
    CHECK(send_form(own + "/bewertung", wrong).status < 500);
  CHECK(count("SELECT COUNT(*) FROM case_figures WHERE what LIKE 'mark:%' AND what <> 'mark:5'") == 0);
}

TEST_CASE_FIXTURE(Counting, "five answers and the head sees how many were content, four and nobody does") {
  for (int i = 0; i < 4; ++i) send_form(settled() + "/bewertung", "note=5");
  CHECK(head_sees().find("100 %</td></tr>") == std::string::npos);
  send_form(settled() + "/bewertung", "note=5");
  CHECK(counted("mark:5") == 5);
  CHECK(head_sees().find("100 %") != std::string::npos);
}

TEST_CASE_FIXTURE(Counting, "a draft that ends is counted at the page where the first answer was missing") {
  auto const own = begin();
  send_form(own + "/adresse", test::where);
  CHECK(counted("begun") == 1);
  send_form(own + "/loeschen");
  CHECK(counted("dropped:dinge") == 1);
  fill_in();
  clock.advance(std::chrono::days{40});
  auto gescher = visit("gescher");
  test::erase_due(*this, gescher);
  CHECK(counted("dropped:") == 1);  // all was answered, nothing was sent
  auto const seen = head_sees();
  CHECK(seen.find("Wo Entwürfe enden") != std::string::npos);
  CHECK(seen.find("Prüfen und absenden") != std::string::npos);
}

TEST_CASE_FIXTURE(Counting, "what came in is counted by its way, and how old it is, is counted now") {
  applied();
  applied();
  CHECK(counted("way:online") == 2);
  clock.advance(std::chrono::days{10});
  auto const seen = head_sees();
  CHECK(seen.find("2 Fälle sind offen") != std::string::npos);
  CHECK(seen.find("8 bis 30 Tage</th><td>2</td>") != std::string::npos);
}
