#include "platform/jobs/workers.h"

#include <doctest/doctest.h>

#include <future>

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
