#include "administration/applications/rules/occurring.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace std::chrono_literals;
using deadlines::Unit;

namespace {

constexpr deadlines::Day day(int year, unsigned month, unsigned of_month) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}};
}

}  // namespace

TEST_CASE("what is repeated was last due on a day that is counted from the first one") {
  using applications::last_occurrence;
  auto const first = day(2027, 1, 31);
  CHECK_FALSE(last_occurrence(first, {1, Unit::months}, day(2027, 1, 30)));
  CHECK(last_occurrence(first, {1, Unit::months}, day(2027, 1, 31)) == first);
  CHECK(last_occurrence(first, {1, Unit::months}, day(2027, 3, 1)) == day(2027, 2, 28));
  CHECK(last_occurrence(first, {1, Unit::months}, day(2027, 3, 31)) == day(2027, 3, 31));
  CHECK(last_occurrence(first, {1, Unit::years}, day(2030, 6, 1)) == day(2030, 1, 31));
  CHECK(last_occurrence(day(2027, 1, 4), {2, Unit::weeks}, day(2027, 2, 2)) == day(2027, 2, 1));
}
