// Work lists of an office with very many cases.
//   cases_bench [CASES] [ROUNDS]          fills one authority (100 case types and 20 rare ones, one office), then asks
//                                         every list as people who see all types, or some; microseconds each
//   cases_bench fill FOLDER CASES         puts so many cases into the Bürgerbüro of Gescher, for who asks over HTTP
//   cases_bench ask FOLDER [ROUNDS]       asks the lists of such a store
//   cases_bench moves [MOVES] [CLIENTS]   somebody has done something with a case: its next state, event, entry of the
//                                         ledger and mail in one commit, acknowledged when it is durable
// The store lies in $TMPDIR, or on $KREISLAUF_TEST_POSTGRES. Prints one line of JSON; KREISLAUF_BENCH_DETAILS=1 tells
// of each list. With KREISLAUF_BENCH_CPU=1 it counts the time of the processor, where other work disturbs the machine.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
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

constexpr int types = 100, rare_types = 20, clerks = 200, in_a_commit = 20'000;

std::string type_name(int number) { return fmt::format("dienst-{}", number); }
std::string rare_name(int number) { return fmt::format("selten-{}", number); }

/// As in a town that has worked for years: most are done, some thousands open, a few overdue.
Case some_case(std::int64_t id, std::mt19937& random) {
  auto const pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  Case one{.id = id, .number = fmt::format("2026-{:06}", id), .subject = fmt::format("application:{}", id)};
  one.type = pick(1000) == 0 ? rare_name(pick(rare_types)) : type_name(pick(types));
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

/// Somebody who sees some types (none named: all), and how long lists and counts took, in microseconds.
struct Asker {
  std::string_view name;
  std::vector<std::string> types;
  std::vector<double> lists = {}, counts = {};
  double median = 0, worst = 0, median_count = 0;  ///< of all views: the sum of the medians, the slowest p99
};

std::vector<Asker> askers() {
  std::vector<Asker> all{{"all", {}}, {"one", {type_name(7)}}, {"one_rare", {rare_name(7)}},
                         {"ten", {}}, {"ten_rare", {}},        {"forty", {}}};
  for (int i = 0; i < 10; ++i) {
    all[3].types.push_back(type_name(i * 10 + 3));
    all[4].types.push_back(rare_name(i * 2));
  }
  for (int i = 0; i < 40; ++i) all[5].types.push_back(type_name(i * 2 + 1));
  return all;
}

double now_in_microseconds() {
  static bool const of_processor = std::getenv("KREISLAUF_BENCH_CPU") != nullptr;
  timespec t{};
  clock_gettime(of_processor ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) * 1e-3;
}

template <class Work>
double microseconds(db::Database& db, Work const& work) {
  auto const begin = now_in_microseconds();
  db.read([&](db::Connection& connection) { work(connection); });
  return now_in_microseconds() - begin;
}

/// A page of this list from its begin, and one from somewhere inside, by each in turn: what disturbs one disturbs all.
void ask(db::Database& db, store::View view, std::vector<Asker>& all, int rounds, std::mt19937& random) {
  constexpr std::int64_t counted = 100;
  for (int i = 0; i < rounds; ++i) {
    store::Question q{.office = "buergerbuero",
                      .view = view,
                      .holder = 1 + static_cast<std::int64_t>(random() % clerks),
                      .today = "2026-11-15",
                      .limit = 51};
    if (i % 2 == 1) q.after = {fmt::format("2026-{:02}-10", 1 + random() % 12), 0};
    for (auto& one : all) {
      q.types = one.types;
      one.lists.push_back(microseconds(db, [&](db::Connection& c) { static_cast<void>(store::list(c, q)); }));
      one.counts.push_back(
          microseconds(db, [&](db::Connection& c) { static_cast<void>(store::count(c, q, counted)); }));
    }
  }
  for (auto& one : all) {
    std::sort(one.lists.begin(), one.lists.end());
    std::sort(one.counts.begin(), one.counts.end());
    if (std::getenv("KREISLAUF_BENCH_DETAILS") != nullptr)
      fmt::print(stderr, "view {}, {}: median {:.0f} µs, p99 {:.0f} µs, count {:.0f} µs\n", static_cast<int>(view),
                 one.name, one.lists[one.lists.size() / 2], one.lists[one.lists.size() * 99 / 100],
                 one.counts[one.counts.size() / 2]);
    one.median += one.lists[one.lists.size() / 2];
    one.median_count += one.counts[one.counts.size() / 2];
    one.worst = std::max(one.worst, one.lists[one.lists.size() * 99 / 100]);
    one.lists.clear();
    one.counts.clear();
  }
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

/// PostgreSQL counts by itself what a table holds, but not within the minute that a benchmark is early.
void count_tables(db::Database& db, std::string_view location) {
  if (location.starts_with("postgresql:"))
    db.write([](db::Connection& connection) { connection.script("ANALYZE cases"); });
}

int run_fill(std::string const& folder, std::int64_t cases) {
  auto store = db::Store::open({.location = folder, .vfs = {}, .without_sync = true});
  auto& db = store->authority(AuthorityKey{"05554016"});
  fill(db, cases);
  count_tables(db, folder);
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

int run_asking(db::Database& db, std::int64_t cases, int rounds) {
  auto all = askers();
  std::mt19937 random{11};
  int views = 0;
  for (auto const view : store::all_views) {
    if (view == store::View::written or view == store::View::deputy) continue;
    ask(db, view, all, rounds, random);
    ++views;
  }
  std::string told;
  for (auto const& one : all)
    told += fmt::format(R"(,"{}":{{"median_us":{:.0f},"p99_us":{:.0f},"count_us":{:.0f}}})", one.name,
                        one.median / views, one.worst, one.median_count / views);
  fmt::print(R"({{"cases":{}{}}})", cases, told);
  fmt::print("\n");
  return 0;
}

int run_ask(std::string const& folder, int rounds) {
  auto store = db::Store::open({.location = folder, .vfs = {}, .without_sync = true});
  auto& db = store->authority(AuthorityKey{"05554016"});
  std::int64_t cases = 0;
  db.read([&](db::Connection& connection) { cases = connection.number("SELECT COUNT(*) FROM cases"); });
  return run_asking(db, cases, rounds);
}

}  // namespace

int main(int count, char** words) {
  auto const number = [&](int at, int otherwise) { return count > at ? std::atoi(words[at]) : otherwise; };
  std::string_view const what = count > 1 ? words[1] : "";
  if (what == "moves") return run_moves(number(2, 20'000), number(3, 64));
  if (what == "fill" and count > 3) return run_fill(words[2], std::atoll(words[3]));
  if (what == "ask" and count > 2) return run_ask(words[2], number(3, 400));
  test::TestPlace place;
  SystemClock clock;
  auto store = db::Store::open({.location = place.location(), .vfs = {}, .without_sync = true});
  AuthorityKey const key{"05554016"};
  store->migrate_commons({}, clock);
  store->migrate_authorities({key}, db::all_embedded_migrations("authority_"), clock, [](std::size_t) {});
  auto& db = store->authority(key);
  auto const cases = count > 1 ? std::atoll(words[1]) : 1'000'000;
  fill(db, cases);
  count_tables(db, place.location());
  return run_asking(db, cases, number(2, 400));
}
