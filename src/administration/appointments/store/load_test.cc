#include "administration/appointments/store/load.h"

#include <doctest/doctest.h>

using namespace kreislauf::appointments;

TEST_CASE("median and p90 are nearest ranks") {
  CHECK(percentile({}, 50) == 0);
  CHECK(percentile({7}, 90) == 7);
  CHECK(percentile({1, 2, 3, 4}, 50) == 2);
  CHECK(percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 90) == 9);
}
