#include "app/scheduler.h"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>

#include "tests/support/portal.h"

using namespace kreislauf;

namespace {

/// A module of one job that notes where it was run.
struct Working : test::TestPortal {
  std::vector<authority::Module> with(authority::Job job) {
    return {{.name = "work", .folder = "", .jobs = {std::move(job)}}};
  }
  std::function<std::optional<Instant>(authority::TownVisit&)> noting() {
    return [this](authority::TownVisit& visit) -> std::optional<Instant> {
      visited.insert(visit.authority.slug);
      ++runs;
      if (visit.authority.slug == failing) throw std::runtime_error{"fails here"};
      if (visit.authority.slug == broken) throw 7;
      return next;
    };
  }
  void look(app::Scheduler& scheduler, int seconds) {
    for (int i = 0; i < seconds; ++i) {
      scheduler.look();
      clock.advance(std::chrono::seconds{1});
    }
  }

  std::set<std::string> visited;
  std::string failing, broken;
  std::optional<Instant> next;
  int runs = 0;
};

}  // namespace

TEST_CASE_FIXTURE(Working, "daily work is done once a day in every authority, and one that fails stops none") {
  failing = "ahaus";
  broken = "heek";
  app::Scheduler scheduler{house, with({.name = "work.tidy", .when = authority::Job::When::daily, .run = noting()}),
                           false};
  look(scheduler, 30);
  CHECK(visited.size() == authorities.directory()->all().size());
  auto const after_a_day = runs;
  visited.clear();
  look(scheduler, 10);
  CHECK_FALSE(visited.contains("gescher"));
  clock.advance(std::chrono::hours{24});
  look(scheduler, 30);
  CHECK(visited.contains("gescher"));
  CHECK(runs > after_a_day);
}

TEST_CASE_FIXTURE(Working, "work that told when it is due is done then, and after somebody has written") {
  next = clock.now() + std::chrono::minutes{10};
  app::Scheduler scheduler{house, with({.name = "work.due", .run = noting()}), false};
  look(scheduler, 30);
  visited.clear();
  look(scheduler, 60);
  CHECK_FALSE(visited.contains("gescher"));
  clock.advance(std::chrono::minutes{10});
  next.reset();
  look(scheduler, 2);
  CHECK(visited.contains("gescher"));
  visited.clear();
  database("gescher").write([](db::Connection& connection) { connection.exec("UPDATE offices SET note = 'x'"); });
  look(scheduler, 30);
  CHECK(visited.contains("gescher"));
}
