#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/typed/typed.h"

using namespace kreislauf;
using typed::Fault;

namespace {

int read(std::string_view text) {
  auto const found = typed::minute(text);
  return found ? *found : -1 - static_cast<int>(found.error());
}

}  // namespace

TEST_CASE("half past nine, as people write it") {
  for (auto const* text : {"9:30",        "09:30",    "9.30",     "9,30",      "9 30",      "9:30 Uhr",    "09:30 Uhr",
                           "9.30Uhr",     "9 Uhr 30", "9 UHR 30", "9h30",      "9 h 30",    "0930",        "930",
                           "930 Uhr",     "9:30 h",   "9:30h",    "9:30 am",   "9:30AM",    "9.30 a.m.",   "9:30 a. m.",
                           "um 9:30 Uhr", "09:30:00", "٩:٣٠",     "۹:۳۰",      "９：３０",  "الساعة 9:30", "9:30 ص",
                           "saat 9:30",   "о 9:30",   "9 год 30", "9:30 год.", "\u200E9:30"}) {
    CAPTURE(text);
    CHECK(read(text) == 9 * 60 + 30);
  }
}

TEST_CASE("full hours, noon, midnight and the afternoon") {
  CHECK(read("9") == 540);
  CHECK(read("9 Uhr") == 540);
  CHECK(read("9h") == 540);
  CHECK(read("9am") == 540);
  CHECK(read("9 pm") == 21 * 60);
  CHECK(read("12 am") == 0);
  CHECK(read("12 pm") == 720);
  CHECK(read("12:30 am") == 30);
  CHECK(read("2:05 م") == 14 * 60 + 5);
  CHECK(read("14:30 pm") == 14 * 60 + 30);
  CHECK(read("0:00") == 0);
  CHECK(read("0") == 0);
  CHECK(read("0000") == 0);
  CHECK(read("24:00") == 1440);
  CHECK(read("24 Uhr") == 1440);
  CHECK(read("2400") == 1440);
}

TEST_CASE("what no clock shows is told, what is no time or two is refused") {
  for (auto const* text : {"25:00", "24:01", "9:60", "960", "2530", "99"}) {
    CAPTURE(text);
    CHECK(typed::minute(text).error() == Fault::too_large);
  }
  for (auto const* text :
       {"9-30",  "9-10",       "9:30-10",        "9–30", "9 bis 10", "9:5",  "9:300", "9:30:15", "halb zehn",
        "-9:30", "9:30 pm am", "14 am",          "9:",   ":30",      "Uhr",  "93000", "9 Uhr 5", "9:30 foo",
        "9::30", "9.3",        "99999999999999", "um",   "ص",        "\xFF", "9:30;"}) {
    CAPTURE(text);
    CHECK(typed::minute(text).error() == Fault::not_understood);
  }
  CHECK(typed::minute("  ").error() == Fault::empty);
}

TEST_CASE("whatever a clock shows is read back") {
  for (int minute = 0; minute <= 1440; ++minute) {
    for (auto const& text :
         {fmt::format("{}:{:02}", minute / 60, minute % 60), fmt::format("{:02}:{:02}", minute / 60, minute % 60),
          fmt::format("{:02}{:02}", minute / 60, minute % 60), fmt::format("{} Uhr {:02}", minute / 60, minute % 60)}) {
      if (read(text) != minute) FAIL_CHECK(text << " was read as " << read(text));
    }
  }
}
