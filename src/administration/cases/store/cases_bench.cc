// Work lists of an office with very many cases.
//   cases_bench [CASES] [ROUNDS]          fills one authority (100 case types, one office), then asks every list as
//                                         somebody who sees all types, one, and ten of them; microseconds each
//   cases_bench fill FOLDER CASES         puts so many cases into the Bürgerbüro of Gescher, for who asks over HTTP
//   cases_bench moves [MOVES] [CLIENTS]   somebody has done something with a case: its next state, event, entry of the
//                                         ledger and mail in one commit, acknowledged when it is durable
// The store lies in $TMPDIR, or on $KREISLAUF_TEST_POSTGRES. Prints one line of JSON.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "administration/cases/acts/working.h"
#include "administration/cases/store/lists.h"
#include "administration/cases/store/store.h"
#include "platform/db/embedded.h"
#include "platform/ledger/store.h"
#include "tests/support/store.h"

using namespace kreislauf;
using namespace kreislauf::cases;
using Ticks = std::chrono::steady_clock;

namespace {

constexpr int types = 100, clerks = 200, in_a_commit = 20'000;

std::string type_name(int number) { return fmt::format("dienst-{}", number); }

/// As in a town that has worked for years: most are done, some thousands open, a few overdue.
Case some_case(std::int64_t id, std::mt19937& random) {
  auto const pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  Case one{.id = id, .number = fmt::format("2026-{:06}", id), .subject = fmt::format("application:{}", id)};
  one.type = type_name(pick(types));
  one.office = "buergerbuero";
  bool const open = pick(20) == 0;
  one.phase = open ? static_cast<Phase>(pick(4)) : Phase::decided;
  one.holder = one.phase == Phase::fresh ? 0 : 1 + pick(clerks);
  one.arrived_on = one.complete_on = "2026-06-01";
  one.due_on = fmt::format("2026-{:02}-{:02}", 1 + pick(12), 1 + pick(28));
  if (open and pick(5) == 0) one.resubmit_on = fmt::format("2026-11-{:02}", 1 + pick(28));
  one.about = std::string(120, 'a');
  one.changed_at = "2026-11-01T10:00:00Z";
  if (not open) one.closed_at = fmt::format("2026-{:02}-{:02}T10:00:00Z", 1 + pick(11), 1 + pick(28));
  return one;
}

struct Spread {
  double median = 0, high = 0;
};
Spread spread(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

/// A page of this list from its begin, and one from somewhere inside.
Spread asked(db::Database& db, store::View view, std::vector<std::string> const& of, int rounds, std::mt19937& random) {
  std::vector<double> all;
  for (int i = 0; i < rounds; ++i) {
    store::Question q{.office = "buergerbuero",
                      .view = view,
                      .holder = 1 + static_cast<std::int64_t>(random() % clerks),
                      .types = of,
                      .today = "2026-11-15",
                      .limit = 51};
    if (i % 2 == 1) q.after = {fmt::format("2026-{:02}-10", 1 + random() % 12), 0};
    auto const begin = Ticks::now();
    db.read([&](db::Connection& connection) { static_cast<void>(store::list(connection, q)); });
    all.push_back(std::chrono::duration<double, std::micro>(Ticks::now() - begin).count());
  }
  return spread(std::move(all));
}

/// What "task done, next state" is: the case, its event, an entry of the ledger, a message that leaves the house.
void move(db::Database& db, Clock const& clock, crypto::Random& random, std::int64_t id, int step) {
  auto const key = fmt::format("{:032x}", id * 1'000'000 + step);
  acts::perform(db, clock, {"staff:1", "/bench", key, "x"}, "staff:1", [&](acts::Transaction& tx) {
    auto one = *store::find(tx.db, id);
    step % 2 == 0 ? take(tx, one) : give(tx, one, 2);
    ledger::append(tx.db, random, {.kind = "case.bench", .at = tx.now, .actor = tx.actor, .subject = one.subject});
    tx.send({.kind = "mail", .subject = one.subject, .payload = "{}"});
    return acts::see("/");
  });
}

void fill(db::Database& db, std::int64_t cases) {
  std::mt19937 random{11};
  for (std::int64_t id = 1; id <= cases;) {
    db.write([&](db::Connection& connection) {
      for (int i = 0; i < in_a_commit and id <= cases; ++i, ++id) store::add(connection, some_case(id, random));
    });
  }
}

int run_fill(std::string const& folder, std::int64_t cases) {
  auto store = db::Store::open({.location = folder, .vfs = {}, .without_sync = true});
  fill(store->authority(AuthorityKey{"05554016"}), cases);
  return 0;
}

int run_moves(int moves, int clients) {
  test::TestPlace place;
  SystemClock clock;
  crypto::SystemRandom chance;
  auto store = db::Store::open({.location = place.location(), .vfs = {}});
  AuthorityKey const key{"05554016"};
  store->migrate_commons({}, clock);
  store->migrate_authorities({key}, db::all_embedded_migrations("authority_"), clock, [](std::size_t) {});
  auto& db = store->authority(key);
  std::mt19937 random{11};
  db.write([&](db::Connection& connection) {
    for (int id = 1; id <= clients; ++id) {
      auto one = some_case(id, random);
      one.phase = Phase::working;
      one.closed_at.clear();
      store::add(connection, one);
    }
  });
  auto const begin = Ticks::now();
  {
    std::vector<std::jthread> all;
    for (int client = 0; client < clients; ++client)
      all.emplace_back([&, client] {
        for (int i = 0; i < moves / clients; ++i) move(db, clock, chance, client + 1, i);
      });
  }
  auto const seconds = std::chrono::duration<double>(Ticks::now() - begin).count();
  fmt::print(R"({{"moves":{},"clients":{},"moves_per_second":{:.0f}}})", moves, clients, moves / seconds);
  fmt::print("\n");
  return 0;
}

}  // namespace

int main(int count, char** words) {
  auto const number = [&](int at, int otherwise) { return count > at ? std::atoi(words[at]) : otherwise; };
  if (count > 1 and std::string_view{words[1]} == "moves") return run_moves(number(2, 20'000), number(3, 64));
  if (count > 3 and std::string_view{words[1]} == "fill") return run_fill(words[2], std::atoll(words[3]));
  auto const cases = count > 1 ? std::atoll(words[1]) : 1'000'000;
  auto const rounds = count > 2 ? std::atoi(words[2]) : 400;
  test::TestPlace place;
  SystemClock clock;
  auto store = db::Store::open({.location = place.location(), .vfs = {}, .without_sync = true});
  AuthorityKey const key{"05554016"};
  store->migrate_commons({}, clock);
  store->migrate_authorities({key}, db::all_embedded_migrations("authority_"), clock, [](std::size_t) {});
  auto& db = store->authority(key);
  std::mt19937 random{11};
  fill(db, cases);
  std::vector<std::string> ten;
  for (int i = 0; i < 10; ++i) ten.push_back(type_name(i * 10 + 3));
  double worst_all = 0, worst_some = 0, median_all = 0, median_some = 0;
  for (auto const view : store::all_views) {
    if (view == store::View::written or view == store::View::deputy) continue;
    auto const everything = asked(db, view, {}, rounds, random);
    auto const one = asked(db, view, {type_name(7)}, rounds, random), some = asked(db, view, ten, rounds, random);
    worst_all = std::max(worst_all, everything.high);
    worst_some = std::max({worst_some, one.high, some.high});
    median_all += everything.median;
    median_some += some.median;
  }
  fmt::print(
      R"({{"cases":{},"p99_all_us":{:.0f},"p99_restricted_us":{:.0f},"median_all_us":{:.0f},"median_restricted_us":{:.0f}}})",
      cases, worst_all, worst_some, median_all / 8, median_some / 8);
  fmt::print("\n");
}
