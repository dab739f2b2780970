// Durable bookings of one authority.
//   bookings_bench durable [SECONDS] [THREADS]   hold, book, confirm, each acknowledged after its commit, against the
//   same number of commits
//                                                that only insert as many bytes; prints bookings/s of both, the ratio,
//                                                bytes, p50, p99 of a booking in ms; then bookings/s, ratio and bytes
//                                                for rows so long that as many bytes go to the disk
//   bookings_bench bookings [SECONDS] [THREADS]  the first of these alone; prints bookings/s, p50, p99, and what one
//   costs
//                                                this program in microseconds of the processor
//   bookings_bench race [CLIENTS] [ROUNDS]       many clients for one time; prints rounds with exactly one winner, and
//   seconds
// The store lies in $TMPDIR, or on $KREISLAUF_TEST_POSTGRES.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <fstream>
#include <latch>
#include <string_view>
#include <thread>

#include "platform/jobs/workers.h"
#include "tests/support/bookings.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using Ticks = std::chrono::steady_clock;

namespace {

constexpr int desks = 40;
constexpr int acts_of_booking = 3;

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Runs `work` with its number on `threads` threads until the time is over; how often it ran in a second, and how long
/// one took.
struct Rate {
  double per_second = 0;
  std::vector<double> milliseconds;
};
Rate measure(int threads, double seconds, std::function<void(int)> const& work) {
  std::atomic<int> next = 0;
  std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
  auto const begin = Ticks::now();
  auto const end = begin + std::chrono::duration_cast<Ticks::duration>(std::chrono::duration<double>{seconds});
  {
    jobs::Workers workers{static_cast<std::size_t>(threads), static_cast<std::size_t>(threads)};
    for (auto& mine : times) {
      workers.offer([&] {
        while (Ticks::now() < end) {
          auto const start = Ticks::now();
          work(next++);
          mine.push_back(std::chrono::duration<double, std::milli>(Ticks::now() - start).count());
        }
      });
    }
    while (workers.waiting() > 0) std::this_thread::yield();
  }
  Rate rate;
  for (auto& mine : times) rate.milliseconds.insert(rate.milliseconds.end(), mine.begin(), mine.end());
  rate.per_second =
      static_cast<double>(rate.milliseconds.size()) / std::chrono::duration<double>(Ticks::now() - begin).count();
  return rate;
}

/// All times of the next year, as many in a row as there are desks.
std::vector<FreeTime> all_times(test::BookingOffice& office) {
  auto const env = office.env();
  auto const choice = office.choice(office.today(), 0);
  return earliest(env.free_times()->view(), choice.wish, office.clock.now(), 1'000'000);
}

void book_one(test::BookingOffice& office, std::vector<FreeTime> const& times, int number) {
  auto const& time = times.at(static_cast<std::size_t>(number / (desks - 1)) % times.size());
  auto const env = office.env();
  auto const form = fmt::format("form-{:020}", number);
  Person const erika{
      .name = "Erika Mustermann", .email = fmt::format("person{}@example.org", number), .phone = {}, .note = {}};
  Appointment held;
  std::string token;
  test::act(env, test::form(form, "/hold"), office.choice(time.day, time.minute), [&](auto& tx, auto& claim) {
    held = hold(tx, env, claim, "web");
    token = token_of(claim.known().secrets, held);
    return acts::see("/termine/buchen/" + token);
  });
  test::act(env, test::form(form, "/book"), [&](auto& tx) {
    book(tx, env, token, erika);
    return acts::see("/termine/gesendet/" + token);
  });
  held.email = erika.email;
  auto const code = confirm_code_of({.keys = test::keys()}, held);
  test::act(env, test::form(form, "/confirm"), [&](auto& tx) {
    confirm(tx, env, token, code);
    return acts::see("/termin/" + token);
  });
}

/// What a booking writes into the tables, without what the engine adds.
std::int64_t bytes_written(db::Database& database) {
  std::int64_t bytes = 0;
  database.read([&](db::Connection& c) {
    bytes += c.number(
        "SELECT SUM(8 * 12 + LENGTH(code || state || office || starts_at || channel || origin || items || name || "
        "email || language || token_hash || person_hash || until_at || created_at || confirmed_at)) FROM appointments");
    bytes += c.number(
        "SELECT SUM(LENGTH(principal || route || form_key || body_hash || location || answered_at)) FROM "
        "idempotency_keys");
    bytes += c.number("SELECT SUM(8 + LENGTH(at || kind || subject || actor || data)) FROM events");
    bytes += c.number("SELECT SUM(16 + LENGTH(kind || subject || due_at || payload || created_at)) FROM outbox");
    bytes += c.number("SELECT 32 * COUNT(*) FROM slot_claims") + c.number("SELECT 24 * COUNT(*) FROM slot_changes");
  });
  return bytes;
}

/// Bytes that this program has given to the system to write so far: log and data file, with all that the engine adds.
std::int64_t bytes_to_disk() {
  std::ifstream file{"/proc/self/io"};
  std::string word;
  std::int64_t bytes = 0;
  while (file >> word and word != "wchar:") {
  }
  file >> bytes;
  return bytes;
}

/// As many acknowledged writes as a booking has, each one row of so many bytes and nothing else.
Rate write_rows(double seconds, int threads, std::int64_t bytes_of_booking) {
  test::TestOffice plain;
  plain.database().write(
      [](db::Connection& c) { c.script("CREATE TABLE raw_rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"); });
  std::string const body(static_cast<std::size_t>(bytes_of_booking / acts_of_booking), 'x');
  return measure(threads, seconds, [&](int number) {
    for (int part = 0; part < acts_of_booking; ++part) {
      plain.database().write([&](db::Connection& c) {
        c.exec("INSERT INTO raw_rows (id, body) VALUES (?, ?)", std::int64_t{number} * acts_of_booking + part, body);
      });
    }
  });
}

void bench_durable(double seconds, int threads) {
  test::BookingOffice office{desks, 350};
  auto const times = all_times(office);
  auto const before = bytes_to_disk();
  auto ours = measure(threads, seconds, [&](int number) { book_one(office, times, number); });
  auto const bookings = static_cast<std::int64_t>(ours.milliseconds.size());
  auto const disk = (bytes_to_disk() - before) / bookings;
  auto const bytes = bytes_written(office.database()) / bookings;
  if (auto const found = verify(office.database(), office.clock.now()).findings; not found.empty())
    fmt::print(stderr, "wrong: {}\n", found.front());
  auto const raw = write_rows(seconds, threads, bytes), raw_disk = write_rows(seconds, threads, disk);
  fmt::print("durable {:.0f} {:.0f} {:.3f} {} {:.2f} {:.2f} {:.0f} {:.3f} {}\n", ours.per_second, raw.per_second,
             ours.per_second / raw.per_second, bytes, percentile(ours.milliseconds, 0.5),
             percentile(ours.milliseconds, 0.99), raw_disk.per_second, ours.per_second / raw_disk.per_second, disk);
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void bench_bookings(double seconds, int threads) {
  test::BookingOffice office{desks, 350};
  auto const times = all_times(office);
  auto const before = processor_seconds();
  auto rate = measure(threads, seconds, [&](int number) { book_one(office, times, number); });
  auto const cost = (processor_seconds() - before) / static_cast<double>(rate.milliseconds.size());
  fmt::print("bookings {:.0f} {:.2f} {:.2f} {:.0f}\n", rate.per_second, percentile(rate.milliseconds, 0.5),
             percentile(rate.milliseconds, 0.99), cost * 1e6);
}

void bench_race(int clients, int rounds) {
  test::BookingOffice office{1, 350};
  auto const times = all_times(office);
  auto const begin = Ticks::now();
  int right = 0;
  for (int round = 0; round < rounds; ++round) {
    auto const& time = times.at(static_cast<std::size_t>(round));
    auto const choice = office.choice(time.day, time.minute);
    std::atomic<int> winners = 0, told = 0;
    {
      jobs::Workers workers{64, static_cast<std::size_t>(clients)};
      std::latch ready{std::min(clients, 64)};
      std::atomic<int> arrived = 0;
      for (int client = 0; client < clients; ++client) {
        workers.offer([&, client] {
          if (arrived++ < 64) ready.arrive_and_wait();
          auto const env = office.env();
          auto const key = test::form(fmt::format("race-{}-{}", round, client), "/race");
          try {
            test::made(env, key, choice, [&](auto& tx, auto& claim) { return hold(tx, env, claim, "web"); });
            ++winners;
          } catch (NotFree const&) {
            auto const free_times = env.free_times();
            if (not earliest(free_times->view(), choice.wish, office.clock.now(), 5).empty()) ++told;
          }
        });
      }
      while (workers.waiting() > 0) std::this_thread::yield();
    }
    if (winners == 1 and told == clients - 1) ++right;
  }
  auto const found = verify(office.database(), office.clock.now()).findings;
  fmt::print("race {} {} {} {:.1f} {}\n", clients, rounds, right,
             std::chrono::duration<double>(Ticks::now() - begin).count(), found.size());
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view const what = count > 1 ? arguments[1] : "";
  auto const number = [&](int at, double otherwise) { return count > at ? std::atof(arguments[at]) : otherwise; };
  if (what == "durable") {
    bench_durable(number(2, 5), static_cast<int>(number(3, 64)));
  } else if (what == "bookings") {
    bench_bookings(number(2, 5), static_cast<int>(number(3, 64)));
  } else if (what == "race") {
    bench_race(static_cast<int>(number(2, 1000)), static_cast<int>(number(3, 200)));
  } else {
    fmt::print(stderr, "bookings_bench durable|bookings [SECONDS] [THREADS] | race [CLIENTS] [ROUNDS]\n");
    return 2;
  }
}
