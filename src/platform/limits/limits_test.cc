#include "platform/limits/limits.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace std::chrono_literals;

namespace {
constexpr limits::Limit three{"three", 3, 60s};
auto const begin = parse_iso_utc("2026-11-23T08:30:00Z");
}  // namespace

TEST_CASE("so many at once, and as many again spread over the window") {
  limits::Limits all;
  for (int i = 0; i < 3; ++i) CHECK(all.take(three, "a", begin));
  CHECK_FALSE(all.take(three, "a", begin));
  CHECK(all.take(three, "b", begin));
  CHECK(all.take({"other", 3, 60s}, "a", begin));
  CHECK(all.taken(three, "a", begin) == 3);
  CHECK(all.wait(three, "a", begin) == 20s);
  CHECK_FALSE(all.take(three, "a", begin + 19s));
  CHECK(all.take(three, "a", begin + 20s));
  CHECK_FALSE(all.take(three, "a", begin + 20s));
  int passed = 0;
  for (int second = 21; second <= 3620; ++second) passed += all.take(three, "a", begin + std::chrono::seconds{second});
  CHECK(passed == 180);  // whoever tries always gets what an hour gives, and no more
  CHECK(all.taken(three, "a", begin + 2h) == 0);
}

TEST_CASE("what was given back may be taken again") {
  limits::Limits all;
  for (int i = 0; i < 3; ++i) CHECK(all.take(three, "a", begin));
  all.give_back(three, "a");
  CHECK(all.taken(three, "a", begin) == 2);
  CHECK(all.take(three, "a", begin));
  CHECK_FALSE(all.take(three, "a", begin));
  all.forget(three, "a");
  CHECK(all.taken(three, "a", begin) == 0);
  all.give_back(three, "nobody");
  CHECK(all.taken(three, "nobody", begin) == 0);
}

TEST_CASE("a clock that jumps back locks nobody for longer than a window") {
  limits::Limits all;
  for (int i = 0; i < 3; ++i) CHECK(all.take(three, "a", begin + 24h * 365));
  CHECK_FALSE(all.take(three, "a", begin));
  CHECK(all.wait(three, "a", begin) <= 60s);
}

TEST_CASE("nothing is limited where the limit is none") {
  limits::Limits all;
  for (int i = 0; i < 1000; ++i) CHECK(all.take({"none"}, "a", begin));
}

TEST_CASE("a flood of strangers does not wipe out who has used up his share") {
  limits::Limits all;
  for (int i = 0; i < 3; ++i) CHECK(all.take(three, "busy", begin));
  for (int i = 0; i < 400'000; ++i) all.take(three, std::to_string(i), begin);
  CHECK_FALSE(all.take(three, "busy", begin));
}

TEST_CASE("several servers at one store share what is allowed") {
  limits::Limits all;
  all.share(2);
  limits::Limit const four{"four", 4, 60s};
  CHECK(all.take(four, "a", begin));
  CHECK(all.take(four, "a", begin));
  CHECK_FALSE(all.take(four, "a", begin));
  CHECK(all.taken(four, "a", begin) == 2);
  CHECK(all.wait(four, "a", begin) == 30s);
  all.share(100);
  CHECK(all.take(three, "a", begin));  // never nothing
  all.share(1);
  CHECK(all.take(four, "b", begin));
}
