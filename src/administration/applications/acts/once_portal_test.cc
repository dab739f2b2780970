#include <doctest/doctest.h>

#include <latch>
#include <set>
#include <thread>

#include "administration/applications/store/verify.h"
#include "tests/support/applying.h"

using namespace kreislauf;
using test::header;

namespace {

struct Insistent : test::Applying {
  /// The same form from so many windows at the same moment, each in a network of its own: what each of them is told.
  std::vector<std::string> from_windows(std::size_t windows, std::string const& target, std::string const& body) {
    std::vector<std::string> told(windows);
    std::latch ready{static_cast<std::ptrdiff_t>(windows)};
    std::vector<std::jthread> all;
    for (auto& answer : told) {
      all.emplace_back([&, network = all.size()] {
        http::Request asked;
        asked.method = http::Method::post;
        asked.host = "gescher.localhost";
        asked.host_with_port = "gescher.localhost:8080";
        asked.target = asked.path = target;
        asked.client = *client_of(fmt::format("10.{}.0.7", network));
        asked.content_type = content_type;
        asked.body = body;
        ready.arrive_and_wait();
        auto const response = portal->respond(asked, portal->plan(asked));
        answer = fmt::format("{} {}", response.status, header(response, "Location"));
      });
    }
    all.clear();
    return told;
  }
  /// What a restart forgets: everything but the store.
  void restart() {
    portal.emplace(
        app::PortalOptions{.domain = "localhost", .port = 8080, .requests_per_second = 0, .burst = 0, .demo = false},
        house, modules);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Insistent, "a hundred windows send one application at the same moment: one effect, one answer") {
  auto const own = fill_in();
  auto const body = key();
  auto const told = from_windows(100, own + "/senden", body);
  CHECK(std::set<std::string>{told.begin(), told.end()} == std::set<std::string>{"303 " + own + "?neu=1"});
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
  CHECK(count("SELECT COUNT(*) FROM ledger_entries") == 1);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.submit'") == 1);
  CHECK(mails().size() == 1);
  restart();
  CHECK(post("gescher.localhost", own + "/senden", body).status == 303);
  CHECK(count("SELECT value FROM number_series WHERE name = 'applications-2026'") == 1);
  CHECK(applications::verify(database("gescher"), clock.now()).findings == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(Insistent, "a hundred windows send what costs something: it is owed once") {
  authority::import_overrides(*store, "authority,service,office,fee,note\ngescher,99001009004002,,20 Euro,\n",
                              OnRejection::keep_good_lines);
  authorities.refresh_towns();
  auto const own = fill_in();
  CHECK(from_windows(50, own + "/senden", key()).front().starts_with("303 "));
  from_windows(50, own + "/senden", key());
  CHECK(count("SELECT COUNT(*) FROM receivables") == 1);
  CHECK(count("SELECT amount FROM receivables") == 2000);
}

TEST_CASE_FIXTURE(Insistent, "a hundred windows begin with one form: one draft, and all are led to it") {
  auto const told = from_windows(100, "/antrag/sperrmuell-abholen", key());
  CHECK(std::set<std::string>{told.begin(), told.end()}.size() == 1);
  CHECK(told.front().starts_with("303 /mein-antrag/"));
  CHECK(count("SELECT COUNT(*) FROM applications") == 1);
}

TEST_CASE_FIXTURE(Insistent, "with keys of their own a hundred windows still send it once") {
  auto const own = fill_in();
  std::vector<std::jthread> all;
  for (int i = 0; i < 10; ++i) all.emplace_back([&, body = key()] { from_windows(10, own + "/senden", body); });
  all.clear();
  CHECK(count("SELECT COUNT(*) FROM ledger_entries") == 1);
  CHECK(mails().size() == 1);
}

TEST_CASE_FIXTURE(Insistent,
                  "the same key with another body, or for another application, is refused, also after a restart") {
  auto const own = fill_in(), other = fill_in();
  auto const body = key();
  CHECK(post("gescher.localhost", own + "/senden", body).status == 303);
  for (int i = 0; i < 2; ++i, restart()) {
    CHECK(post("gescher.localhost", own + "/senden", body + "mehr=ja").status == 409);
    CHECK(post("gescher.localhost", other + "/senden", body).status == 409);
  }
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
}

TEST_CASE_FIXTURE(Insistent, "what is sent arrives in an office that is there, also when its own is gone meanwhile") {
  auto const own = fill_in();
  database("gescher").write(
      [](db::Connection& connection) { connection.exec("DELETE FROM offices WHERE id = 'buergerbuero'"); });
  authorities.refresh_towns();
  CHECK(send_form(own + "/senden").status == 303);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE office = 'steueramt'") == 1);
  CHECK(applications::verify(database("gescher"), clock.now()).findings == std::vector<std::string>{});
}
