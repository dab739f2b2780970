#include "administration/cases/rules/figures.h"

#include <doctest/doctest.h>

using namespace kreislauf;

TEST_CASE("the middle one and nine in ten follow from counts of days") {
  auto const figures = cases::figures_of({{"opened", 12},
                                          {"decided", 10},
                                          {"in_time", 9},
                                          {"asked", 3},
                                          {"days:2", 4},
                                          {"days:5", 2},
                                          {"days:10", 3},
                                          {"days:100", 1}});
  CHECK(figures.median == 5);
  CHECK(figures.high == 10);
  CHECK(figures.share_in_time() == 90);
  CHECK(figures.share_asked() == 25);
}

TEST_CASE("of nothing there is no middle, and no share of it") {
  auto const figures = cases::figures_of({});
  CHECK_FALSE(figures.median);
  CHECK(figures.share_in_time() == 0);
}

TEST_CASE("an office is the sum of its services, not the mean of their middles") {
  auto const figures = cases::sum_of({{"a", {{"decided", 3}, {"days:1", 3}}}, {"b", {{"decided", 1}, {"days:90", 1}}}});
  CHECK(figures.decided == 4);
  CHECK(figures.median == 1);
  CHECK(figures.high == 90);
}

TEST_CASE("what came without anybody of the office is online, and a handful of answers says nothing") {
  auto const few = cases::figures_of({{"way:online", 3}, {"way:program", 1}, {"way:counter", 4}, {"mark:5", 4}});
  CHECK(few.share_online() == 50);
  CHECK_FALSE(few.share_content());
  auto const enough = cases::figures_of({{"mark:5", 3}, {"mark:4", 1}, {"mark:3", 1}, {"mark:1", 1}});
  CHECK(enough.share_content() == 67);
  CHECK_FALSE(enough.share_online());
}

TEST_CASE("a draft ends where the first answer is missing") {
  auto const figures = cases::figures_of({{"begun", 20}, {"dropped:dinge", 5}, {"dropped:", 1}});
  CHECK(figures.dropped.at("dinge") == 5);
  CHECK(figures.share_dropped(5) == 25);
}
