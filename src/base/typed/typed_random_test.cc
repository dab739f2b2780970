#include <doctest/doctest.h>

#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/typed/typed.h"
#include "tests/support/source.h"

using namespace kreislauf;

namespace {

constexpr std::chrono::sys_days today = std::chrono::year{2026} / 11 / 23;

/// Every reader takes it, says one thing, and takes its own result again.
void read_with_all(std::string const& text) {
  for (auto* tidy : {&typed::plain, &typed::line, &typed::lines}) {
    auto const once = tidy(text);
    REQUIRE(text::is_utf8(once));
    REQUIRE(tidy(once) == once);
    REQUIRE(once.find('\0') == std::string::npos);
    REQUIRE(once.find('\r') == std::string::npos);
  }
  for (auto const era : {typed::Era::coming, typed::Era::past, typed::Era::any}) {
    auto const day = typed::day(text, today, era);
    if (not day) continue;
    std::chrono::year_month_day const date{*day};
    REQUIRE(date.year() >= std::chrono::year{1800});
    REQUIRE(date.year() < std::chrono::year{2200});
  }
  if (auto const minute = typed::minute(text)) REQUIRE((*minute >= 0 and *minute <= 1440));
  if (auto const number = typed::number(text)) REQUIRE(typed::number(std::to_string(*number)) == *number);
  for (auto const language : {typed::Comma::comma, typed::Comma::point}) {
    auto const money = typed::money(text, language);
    if (money) REQUIRE((money->cents >= 0 and money->cents <= typed::most_money.cents));
  }
  if (auto const phone = typed::phone(text)) {
    REQUIRE(phone->dial.find_first_not_of("0123456789", phone->dial[0] == '+' ? 1 : 0) == std::string::npos);
    auto const again = typed::phone(phone->shown);
    REQUIRE(again);
    REQUIRE(again->dial == phone->dial);
    REQUIRE(again->shown == phone->shown);
  }
  if (auto const name = typed::name(text)) {
    REQUIRE(typed::name(*name, 1000).value() == *name);
    REQUIRE(name->find_first_of("<>&\"/:@0123456789") == std::string::npos);
  }
}

}  // namespace

TEST_CASE("no bytes bring a reader down, and what it gives it takes") {
  std::mt19937 chance{20261123};
  std::uniform_int_distribution<int> byte{0, 255}, size{0, 24};
  for (int i = 0; i < 4'000; ++i) {
    std::string text;
    for (int n = size(chance); n > 0; --n) text += static_cast<char>(byte(chance));
    CAPTURE(text);
    read_with_all(text);
  }
}

TEST_CASE("no mix of the signs of dates, times, amounts and numbers brings a reader down") {
  std::vector<std::string> const pieces{
      "1",     "2",  "12",  "30",     "2026",   "0",    "00", "9",    ".",      ",",      "-",    "/",     ":",
      " ",     "'",  "’",   "€",      "+",      "(",    ")",  "(0)",  "Uhr",    "am",     "p.m.", "Dez.",  "März",
      "heute", "Fr", "EUR", ",-",     "App.",   "Tel.", "٣",  "٫",    "٬",      "،",      "–",    "كانون", "الثاني",
      "року",  "49", "39",  "\u0308", "\u035F", "k",    "h",  "www.", "\u200B", "\u3000", "ﬁ",    "\xE0"};
  std::mt19937 chance{18};
  std::uniform_int_distribution<std::size_t> piece{0, pieces.size() - 1}, size{1, 9};
  for (int i = 0; i < 12'000; ++i) {
    std::string text;
    for (auto n = size(chance); n > 0; --n) text += pieces[piece(chance)];
    CAPTURE(text);
    read_with_all(text);
  }
}

TEST_CASE("hostile strings are read or refused like any other") {
  auto const folder = test::source_folder().parent_path() / "shared/data/security";
  std::size_t count = 0;
  for (auto const* file : {"strings/naughty_strings.json", "din91379/outside_or_tricky.json", "din91379/names.json"}) {
    std::ifstream in{folder / file};
    for (std::string row; std::getline(in, row); ++count) {
      CAPTURE(row);
      read_with_all(row);
      if (auto const first = row.find('"'), last = row.rfind('"'); first < last)
        read_with_all(row.substr(first + 1, last - first - 1));
    }
  }
  if (count == 0) MESSAGE("skipped: no test data");
}

TEST_CASE("a long text is refused at once") {
  for (std::string const piece : {"1", "1.", " ", "a", "\u0308", "٣", "\u200B", "+", "(0)", "www.", "18.12."}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    CAPTURE(piece);
    CHECK_FALSE(typed::day(text, today));
    CHECK_FALSE(typed::minute(text));
    CHECK_FALSE(typed::number(text));
    CHECK_FALSE(typed::money(text));
    CHECK_FALSE(typed::phone(text));
    CHECK_FALSE(typed::name(text));
  }
}
