#include "administration/appointments/rules/overbooking.h"

#include <doctest/doctest.h>

using namespace kreislauf::appointments;

TEST_CASE("what is allowed is the share of the expected no-shows, rounded down") {
  CHECK(allowed_extra(100, 0.99) == 0);
  CHECK(allowed_extra(100, 1.0) == 1);
  CHECK(allowed_extra(50, 3.9) == 1);
  CHECK(allowed_extra(10, 10.0) == 1);
  CHECK(allowed_extra(0, 100) == 0);
}

TEST_CASE("a rate counts from fifty outcomes on, and a booking of two services has the lower one") {
  auto const rates =
      no_show_rates({{{{"pass", 1}}, 40, 10}, {{{"rat", 1}}, 40, 9}, {{{"beides", 1}, {"pass", 1}}, 50, 0}});
  CHECK(rates.at("pass") == doctest::Approx(0.1));
  CHECK_FALSE(rates.contains("rat"));
  CHECK(no_show_rate(rates, {{"pass", 1}}) == doctest::Approx(0.1));
  CHECK(no_show_rate(rates, {{"pass", 1}, {"beides", 1}}) == 0);
  CHECK(no_show_rate(rates, {{"rat", 1}}) == 0);
}
