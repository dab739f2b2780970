#include "administration/appointments/rules/day_bits.h"

#include <doctest/doctest.h>

#include <vector>

using namespace kreislauf::appointments;

TEST_CASE("a stretch of time is set and cleared across the words that hold it") {
  for (int from = 0; from <= units_per_day; from += 7) {
    for (int to = from; to <= units_per_day; to += 5) {
      DayBits bits;
      bits.set(from, to);
      CHECK(bits.count() == to - from);
      if (to > from) CHECK((bits.test(from) and bits.test(to - 1)));
      bits.clear(from, to);
      CHECK_FALSE(bits.any());
    }
  }
}

TEST_CASE("runs finds where enough units follow each other") {
  DayBits bits;
  bits.set(60, 70);
  bits.set(71, 140);
  for (int length : {1, 2, 3, 5, 8, 10, 11, 69, 70}) {
    auto const runs = bits.runs(length);
    CHECK(runs.count() == std::max(0, 11 - length) + std::max(0, 70 - length));
    CHECK(runs.test(60) == (length <= 10));
    CHECK(runs.test(71) == (length <= 69));
  }
}
