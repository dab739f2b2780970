#include "platform/http/load.h"

#include <doctest/doctest.h>

using namespace kreislauf::http;
using namespace std::chrono_literals;

TEST_CASE("only a queue that does not go away makes a loop refuse, searches first, what is sent last") {
  Lateness lateness;
  auto now = Lateness::Clock::time_point{} + 1h;
  auto const late = [&](std::chrono::milliseconds by, std::chrono::milliseconds after) {
    now += after;
    lateness.note(by, now);
  };
  CHECK_FALSE(lateness.refuses(Load::search, now));
  late(500ms, 1ms);  // one slow answer
  CHECK_FALSE(lateness.refuses(Load::search, now));
  for (int i = 0; i < 20; ++i) late(60ms, 60ms);
  CHECK(lateness.refuses(Load::search, now));
  CHECK_FALSE(lateness.refuses(Load::read, now));
  late(120ms, 120ms);
  CHECK(lateness.refuses(Load::read, now));
  CHECK_FALSE(lateness.refuses(Load::submit, now));
  late(1ms, 10ms);  // the queue is gone
  CHECK_FALSE(lateness.refuses(Load::search, now));
  late(120ms, 120ms);
  CHECK_FALSE(lateness.refuses(Load::search, now));
  for (int i = 0; i < 20; ++i) late(450ms, 450ms);
  CHECK(lateness.refuses(Load::submit, now));
  CHECK_FALSE(lateness.refuses(Load::submit, now + 2s));  // nobody has asked since
  late(120ms, 5s);
  CHECK_FALSE(lateness.refuses(Load::search, now));
}
