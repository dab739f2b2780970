#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <latch>

#include <thread>

#include "platform/jobs/workers.h"
#include "tests/support/bookings.h"

/// Many clients for one time: one gets it, everybody else the next best times. 50 clients and 20 rounds;
/// KREISLAUF_RACE=1000x200 for the long run.

using namespace kreislauf;
using namespace kreislauf::appointments;

TEST_CASE("of many clients for one time exactly one gets it, and all others get the next times") {
  int clients = 50, rounds = 20;
  if (auto const* asked = std::getenv("KREISLAUF_RACE")) std::sscanf(asked, "%dx%d", &clients, &rounds);
  test::BookingOffice office;
  int wrong = 0;
  for (int round = 0; round < rounds; ++round) {
    auto const choice =
        office.choice(office.today() + std::chrono::days{1 + round / 50 * 7 % 50}, 8 * 60 + round % 50 * 10);
    std::atomic<int> winners = 0, told = 0;
    {
      auto const threads = static_cast<std::size_t>(std::min(clients, 64));
      std::latch ready{static_cast<std::ptrdiff_t>(threads)};
      std::atomic<std::size_t> arrived = 0;
      jobs::Workers workers{threads, static_cast<std::size_t>(clients)};
      for (int client = 0; client < clients; ++client) {
        workers.offer([&, client] {
          if (arrived++ < threads) ready.arrive_and_wait();
          auto const env = office.env();
          auto const key = test::form(fmt::format("race-{}-{}", round, client), "/race");
          try {
            test::made(env, key, choice, [&](auto& tx, auto& claim) { return hold(tx, env, claim, "web"); });
            ++winners;
          } catch (NotFree const&) {
            auto wish = choice.wish;
            auto const free_times = env.free_times();
            auto const next = earliest(free_times->view(), wish, office.clock.now(), 5);
            if (not next.empty() and not(next.front().day == choice.day and next.front().minute == choice.minute))
              ++told;
          }
        });
      }
      while (workers.waiting() > 0) std::this_thread::yield();
    }
    if (winners != 1 or told != clients - 1) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(verify(office.database(), office.clock.now()).findings == std::vector<std::string>{});
}

TEST_CASE("a form that comes many times at once is done once, and all get the same answer") {
  constexpr int clients = 40, rounds = 10;
  test::BookingOffice office;
  std::atomic<int> runs = 0, others = 0;
  for (int round = 0; round < rounds; ++round) {
    auto const choice = office.choice(office.today() + std::chrono::days{1}, 8 * 60 + round * 10);
    std::array<std::string, clients> answers;
    {
      jobs::Workers workers{32, clients};
      std::latch ready{32};
      std::atomic<int> arrived = 0;
      for (auto& answer : answers) {
        workers.offer([&] {
          if (arrived++ < 32) ready.arrive_and_wait();
          auto const env = office.env();
          answer =
              test::act(env, test::form(fmt::format("twice-{}", round), "/twice"), choice, [&](auto& tx, auto& claim) {
                ++runs;
                return acts::see(fmt::format("/{}", hold(tx, env, claim, "web").id));
              }).location;
        });
      }
      while (workers.waiting() > 0) std::this_thread::yield();
    }
    others += static_cast<int>(
        std::count_if(answers.begin(), answers.end(), [&](auto const& one) { return one != answers.front(); }));
  }
  CHECK(runs == rounds);
  CHECK(others == 0);
  CHECK(verify(office.database(), office.clock.now()).findings == std::vector<std::string>{});
}
