#include "platform/jobs/workers.h"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>

using namespace kreislauf;

TEST_CASE("when much waits, what gives way first is refused while there is room for the rest") {
  std::promise<void> started, go_on;  // before the workers: the first work holds them to its end
  jobs::Workers workers{1, 10};
  workers.offer([&] {
    started.set_value();
    go_on.get_future().wait();
  });
  started.get_future().wait();
  for (int i = 0; i < 4; ++i) CHECK(workers.offer([] {}, 40));
  CHECK_FALSE(workers.offer([] {}, 40));
  for (int i = 0; i < 4; ++i) CHECK(workers.offer([] {}, 80));
  CHECK_FALSE(workers.offer([] {}, 80));
  CHECK(workers.offer([] {}));
  CHECK(workers.offer([] {}));
  CHECK_FALSE(workers.offer([] {}));
  go_on.set_value();
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
