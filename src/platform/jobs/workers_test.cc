#include "platform/jobs/workers.h"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>
#include <string>
#include <thread>

using namespace kreislauf;

namespace {

/// One worker that is held by its first work until `go_on`.
struct Held {
  std::promise<void> started, go_on;  // before the workers: the first work holds them to its end
  jobs::Workers workers{1, 10};
  Held() {
    workers.offer([this] {
      started.set_value();
      go_on.get_future().wait();
    });
    started.get_future().wait();
  }
};

}  // namespace

TEST_CASE("what is urgent is done first, and a full queue takes nothing more") {
  Held held;
  std::string order;
  for (std::size_t const rank : {4, 2, 0, 3, 1, 0, 2, 4, 1, 3})
    CHECK(held.workers.offer([&order, rank] { order += std::to_string(rank); }, {.rank = rank}));
  CHECK_FALSE(held.workers.offer([] {}, {.rank = 0}));
  CHECK(held.workers.waiting() == 10);
  held.go_on.set_value();
  held.workers.stop();
  CHECK(order == "0011223344");
}

TEST_CASE("who would wait longer than it is worth is told at once; who did wait too long is told, not served") {
  std::promise<void> again, on;  // before the workers, as above
  Held held;
  int served = 0, told = 0;
  CHECK(held.workers.offer([&] { ++served; }, {.rank = 1, .patience = std::chrono::milliseconds{1}}, [&] { ++told; }));
  CHECK(held.workers.offer([&] { ++served; }, {.rank = 1}, [&] { ++told; }));
  std::this_thread::sleep_for(std::chrono::milliseconds{20});
  held.go_on.set_value();  // it took longer than the patience of those that follow
  while (held.workers.waiting() > 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  held.workers.offer([&] {
    again.set_value();
    on.get_future().wait();
  });
  again.get_future().wait();
  CHECK(served == 1);
  CHECK(told == 1);
  using std::chrono::microseconds, std::chrono::milliseconds;
  CHECK(held.workers.offer([] {}, {.rank = 2, .patience = milliseconds{0}}));  // nobody stands in front of it
  CHECK_FALSE(held.workers.offer([] {}, {.rank = 2, .patience = milliseconds{0}}));
  CHECK(held.workers.offer([] {}, {.rank = 1, .patience = milliseconds{0}}));  // in front of the other
  on.set_value();
}

TEST_CASE("what work throws ends neither the program nor the worker") {
  std::promise<void> later;
  {
    jobs::Workers workers{1, 10};
    workers.offer([] { throw std::runtime_error{"forgotten"}; });
    workers.offer([] { throw 7; });
    workers.offer([&] { later.set_value(); });
    CHECK(later.get_future().wait_for(std::chrono::seconds{30}) == std::future_status::ready);
  }
  std::promise<void> again;
  int rounds = 0;
  jobs::Repeating const loop{std::chrono::milliseconds{1}, [&] {
                               if (++rounds == 3) again.set_value();
                               throw 7;
                             }};
  CHECK(again.get_future().wait_for(std::chrono::seconds{30}) == std::future_status::ready);
}
