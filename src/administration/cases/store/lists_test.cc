#include "administration/cases/store/lists.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "administration/cases/store/store.h"
#include "platform/db/embedded.h"
#include "tests/support/store.h"

using namespace kreislauf;
using namespace kreislauf::cases;
using store::View;

namespace {

/// What the lists must answer, found by looking at every case.
std::vector<std::int64_t> naive(std::vector<Case> all, store::Question const& q) {
  std::erase_if(all, [&](Case const& one) {
    if (one.office != q.office) return true;
    if (not q.types.empty() and std::count(q.types.begin(), q.types.end(), one.type) == 0) return true;
    switch (q.view) {
      case View::mine:
        return not is_open(one.phase) or one.holder != q.holder;
      case View::fresh:
        return one.phase != Phase::fresh;
      case View::team:
        return not is_open(one.phase);
      case View::waiting:
        return one.phase != Phase::waiting;
      case View::resubmitted:
        return one.resubmit_on.empty() or one.resubmit_on > q.today;
      case View::signing:
        return one.phase != Phase::signing;
      case View::overdue:
        return not is_open(one.phase) or one.due_on >= q.today;
      default:
        return one.closed_at.empty();
    }
  });
  std::sort(all.begin(), all.end(), [&](Case const& a, Case const& b) {
    auto const one = store::mark_of(q.view, a), other = store::mark_of(q.view, b);
    if (q.view == View::done) return std::pair{one.key, one.id} > std::pair{other.key, other.id};
    return std::pair{one.key, one.id} < std::pair{other.key, other.id};
  });
  std::vector<std::int64_t> ids;
  for (auto const& one : all) ids.push_back(one.id);
  return ids;
}

std::vector<Case> some_cases(std::size_t count) {
  std::mt19937 random{7};
  auto const pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  std::vector<Case> all;
  for (std::size_t i = 1; i <= count; ++i) {
    Case one{.id = static_cast<std::int64_t>(i), .subject = fmt::format("application:{}", i)};
    one.type = pick(10) == 0 ? fmt::format("selten-{}", pick(40)) : fmt::format("dienst-{}", pick(5));
    one.office = pick(4) == 0 ? "steueramt" : "buergerbuero";
    one.phase = static_cast<Phase>(pick(6));
    one.holder = pick(4);
    if (pick(5) > 0) one.due_on = fmt::format("2026-{:02}-{:02}", 10 + pick(3), 1 + pick(28));
    if (pick(3) == 0 and is_open(one.phase)) one.resubmit_on = fmt::format("2026-11-{:02}", 1 + pick(28));
    if (not is_open(one.phase)) one.closed_at = fmt::format("2026-11-{:02}T10:00:00Z", 1 + pick(28));
    all.push_back(std::move(one));
  }
  return all;
}

/// Types of which there are few cases, and others.
std::vector<std::string> rare(int from, int until, std::vector<std::string> others = {}) {
  for (int i = from; i < until; ++i) others.push_back(fmt::format("selten-{}", i));
  return others;
}

/// One authority with all its tables.
struct OneTown {
  test::TestPlace place;
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}, .without_sync = true});
  AuthorityKey const key{"05554016"};

  OneTown() {
    store->migrate_commons({}, clock);
    store->migrate_authorities({key}, db::all_embedded_migrations("authority_"), clock, [](std::size_t) {});
  }
  db::Database& db() { return store->authority(key); }
};

}  // namespace

TEST_CASE("every list gives what looking at every case gives, page by page") {
  OneTown town;
  auto const all = some_cases(400);
  town.db().write([&](db::Connection& db) {
    for (auto const& one : all) store::add(db, one);
  });
  // None named: all. More than four, than sixteen, rare ones and named twice: each is asked for in another way.
  std::vector<std::vector<std::string>> const types{{},
                                                    {"dienst-1"},
                                                    {"dienst-4", "dienst-0", "dienst-3"},
                                                    {"dienst-2", "dienst-2"},
                                                    rare(0, 10),
                                                    rare(10, 30),
                                                    rare(0, 30, {"dienst-1", "dienst-2", "dienst-3", "dienst-4"}),
                                                    {"", "niemand"}};
  for (auto const view : store::all_views) {
    if (view == View::written or view == View::deputy) continue;
    for (auto const& of : types) {
      store::Question q{
          .office = "buergerbuero", .view = view, .holder = 2, .types = of, .today = "2026-11-15", .limit = 7};
      auto const expected = naive(all, q);
      std::vector<std::int64_t> found;
      for (bool more = true; more;) {
        std::vector<Case> page;
        town.db().read([&](db::Connection& db) { page = store::list(db, q); });
        for (auto const& one : page) found.push_back(one.id);
        more = page.size() == q.limit;
        if (more) q.after = store::mark_of(view, page.back());
      }
      CAPTURE(static_cast<int>(view));
      CAPTURE(of.size());
      CHECK(found == expected);
      std::int64_t count = 0;
      town.db().read([&](db::Connection& db) { count = store::count(db, q, 10); });
      CHECK(count == std::min<std::int64_t>(10, static_cast<std::int64_t>(expected.size())));
    }
  }
}
