#include "administration/appointments/model.h"

#include <doctest/doctest.h>

using namespace kreislauf::appointments;

TEST_CASE("states, channels and parts of the day are read as they are written") {
  for (int i = 0; i <= static_cast<int>(State::blocked); ++i) {
    auto state = State::free;
    CHECK(parse_state(name_of(static_cast<State>(i)), state));
    CHECK(state == static_cast<State>(i));
  }
  auto channel = Channel::onsite;
  CHECK(parse_channel("video", channel));
  CHECK(channel == Channel::video);
  auto part = DayPart::any;
  CHECK(parse_day_part("late", part));
  CHECK(part == DayPart::late);
  CHECK(name_of(State::preconfirmed) == "preconfirmed");
  CHECK_FALSE(parse_day_part("Late", part));
  CHECK(part == DayPart::late);
}

TEST_CASE("a list of services travels as text and comes back the same") {
  std::vector<Item> const items{{"99115005000000", 2}, {"99016001000000", 1}};
  CHECK(text_of(items) == "99115005000000:2 99016001000000:1");
  CHECK(items_of(text_of(items)) == items);
}

TEST_CASE("a list of services that nobody here wrote is no list") {
  for (auto const* text : {"", " ", "a", "a:", ":1", "a:0", "a:21", "a:-1", "a:+1", "a:01", "a:1x", "a:1  b:1", "a:1 ",
                           "a:1 a:2", "a\tb:1", "ä:1", "a:99999999999"}) {
    CAPTURE(text);
    CHECK(items_of(text).empty());
  }
  std::string many;
  for (int i = 0; i < 20; ++i) many += (i == 0 ? "s" : " s") + std::to_string(i) + ":1";
  CHECK(items_of(many).size() == 20);
  CHECK(items_of(many + " s20:1").empty());
}

TEST_CASE("a desk without skills does everything") {
  Desk all, passports;
  passports.skills = {"passport"};
  CHECK(all.does("passport"));
  CHECK(passports.does("passport"));
  CHECK_FALSE(passports.does("wedding"));
}
