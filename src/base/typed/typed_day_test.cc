#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <string>

#include "base/typed/typed.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using typed::Era;
using typed::Fault;

namespace {

constexpr std::chrono::sys_days monday = 2026y / 11 / 23;

std::string iso(Result<std::chrono::sys_days, Fault> const& found) {
  if (not found) return fmt::format("fault {}", static_cast<int>(found.error()));
  std::chrono::year_month_day const day{*found};
  return fmt::format("{}-{:02}-{:02}", int{day.year()}, unsigned{day.month()}, unsigned{day.day()});
}

std::string read(std::string_view text, Era era = Era::any) { return iso(typed::day(text, monday, era)); }

Fault fault(std::string_view text, Era era = Era::any) {
  auto const found = typed::day(text, monday, era);
  REQUIRE_MESSAGE(not found, std::string{text} << " was read as " << iso(found));
  return found.error();
}

constexpr std::array the_18th{"18.12.2026",
                              "18.12.26",
                              "18. 12. 2026",
                              "18 . 12 . 2026",
                              "18. 12. '26",
                              "18.12.’26",
                              "18/12/2026",
                              "18-12-2026",
                              "18,12,2026",
                              "18 12 2026",
                              "18_12_2026",
                              "18122026",
                              "181226",
                              "2026-12-18",
                              "2026/12/18",
                              "2026.12.18",
                              "20261218",
                              "12/18/2026",
                              " 18.12.2026 ",
                              "18.12.2026.",
                              "18.12.",
                              "18.12",
                              "18/12",
                              "18-12",
                              "12/18",
                              "18.12/2026",
                              "18. Dezember 2026",
                              "18 Dez 26",
                              "18. Dez. 2026",
                              "18.Dez.2026",
                              "18Dez2026",
                              "18-Dec-2026",
                              "18 Dec 2026",
                              "December 18, 2026",
                              "Dec. 18, 2026",
                              "December 18th, 2026",
                              "18th of December 2026",
                              "den 18. Dezember 2026",
                              "2026 December 18",
                              "18. Dezember",
                              "18 ARALIK 2026",
                              "18 Ara 2026",
                              "18 грудня 2026 року",
                              "18 грудень 2026",
                              "18 груд. 2026",
                              "18 декабря 2026 г.",
                              "18 ديسمبر 2026",
                              "١٨ ديسمبر ٢٠٢٦",
                              "18 كانون الأول 2026",
                              "١٨/١٢/٢٠٢٦",
                              "۱۸٫۱۲٫۲۰۲۶",
                              "１８．１２．２０２６",
                              "१८.१२.२०२६",
                              "\u200E18\u200F.12.2026",
                              "18\u201312\u20132026",
                              "Fr., 18.12.2026",
                              "Freitag, den 18. Dezember 2026",
                              "Fr 18.12.",
                              "Friday, 18 December 2026",
                              "Cuma, 18 Aralık 2026",
                              "Пт, 18.12.2026",
                              "П’ятниця, 18 грудня 2026 року",
                              "الجمعة، 18 ديسمبر 2026",
                              "18 Aralık 2026 Cuma"};

constexpr std::array no_days{"morgen früh",
                             "Freitag",
                             "Dezember",
                             "Dezember 2026",
                             "12.2026",
                             "2026",
                             "1812",
                             "18",
                             "1122026",
                             "18.12.2026 9:30",
                             "2026-12-18T09:30",
                             "18.12.-20.12.2026",
                             "18.12.-20.",
                             "18.12-20",
                             "18.-20.12.",
                             "18..12.2026",
                             "-18.12.2026",
                             ".18.12.2026",
                             "18.12.2026-",
                             "18.12.20260",
                             "018.12.2026",
                             "18+12+2026",
                             "18. Foo 2026",
                             "18. Ju 2026",
                             "18 Dez Dez",
                             "18 12 20 26",
                             "(18.12.2026)",
                             "تشرين 5",
                             "\xFF\xFE",
                             "18.12.2026\xC3",
                             "999999999999999999999999",
                             "18.12.99999999999999999999",
                             "١",
                             "Fr",
                             "und",
                             "18.12.2026; DROP TABLE"};

}  // namespace

TEST_CASE("the 18th of December 2026, as people write it") {
  for (auto const* text : the_18th) {
    CAPTURE(text);
    CHECK(read(text) == "2026-12-18");
  }
}

TEST_CASE("months are known in the languages of the portal, full and short, with and without marks") {
  for (auto const* text :
       {"5.1.2026|5 Januar 2026|5 Jänner 2026|5 jan 2026|5 Ocak 2026|5 січня 2026|5 يناير 2026|5 كانون الثاني 2026",
        "5.2.2026|5 Feb. 2026|5 Şubat 2026|5 Subat 2026|5 лютого 2026|5 فبراير 2026|5 شباط 2026",
        "5.3.2026|5 März 2026|5 Maerz 2026|5 Mrz 2026|5 Mar 2026|5 Mart 2026|5 берез. 2026|5 مارس 2026|5 آذار 2026",
        "5.4.2026|5 Apr 2026|5 Nisan 2026|5 квітня 2026|5 أبريل 2026|5 ابريل 2026|5 نيسان 2026",
        "5.5.2026|5 Mai 2026|5 May 2026|5 Mayıs 2026|5 мая 2026|5 مايو 2026|5 أيار 2026|5 ماي 2026",
        "5.6.2026|5 Juni 2026|5 Jun 2026|5 Haz 2026|5 червня 2026|5 يونيو 2026|5 یونیو 2026|5 حزيران 2026",
        "5.7.2026|5 JULI 2026|5 July 2026|5 Temmuz 2026|5 липня 2026|5 يوليو 2026|5 تموز 2026",
        "5.8.2026|5 Aug 2026|5 Ağustos 2026|5 agustos 2026|5 серпня 2026|5 أغسطس 2026|5 آب 2026",
        "5.9.2026|5 Sept. 2026|5 Eylül 2026|5 вересня 2026|5 سبتمبر 2026|5 أيلول 2026",
        "5.10.2026|5 Okt 2026|5 Oct 2026|5 EKİM 2026|5 жовтня 2026|5 أكتوبر 2026|5 تشرين الأول 2026",
        "5.11.2026|5 Nov 2026|5 Kasım 2026|5 kasim 2026|5 листопада 2026|5 نوفمبر 2026|5 تشرين الثاني 2026",
        "5.12.2026|5 Dez 2026|5 Aralık 2026|5 грудня 2026|5 ديسمبر 2026|5 كانون الاول 2026"}) {
    std::string_view rest{text};
    auto const expected = read(rest.substr(0, rest.find('|')));
    while (rest.find('|') != std::string_view::npos) {
      rest.remove_prefix(rest.find('|') + 1);
      auto const one = std::string{rest.substr(0, rest.find('|'))};
      CAPTURE(one);
      CHECK(read(one) == expected);
    }
  }
}

TEST_CASE("today, tomorrow and yesterday") {
  for (auto const* text : {"heute", "Heute", "today", "bugün", "BUGÜN", "сьогодні", "اليوم"})
    CHECK(read(text) == "2026-11-23");
  for (auto const* text : {"morgen", "tomorrow", "yarın", "yarin", "завтра", "غدا", "غداً", "غدًا"})
    CHECK(read(text) == "2026-11-24");
  CHECK(read("übermorgen") == "2026-11-25");
  CHECK(read("gestern") == "2026-11-22");
}

TEST_CASE("a day without a year is the one that is meant") {
  CHECK(read("18.12.", Era::coming) == "2026-12-18");
  CHECK(read("23.11.", Era::coming) == "2026-11-23");
  CHECK(read("22.11.", Era::coming) == "2027-11-22");
  CHECK(read("22.11.", Era::any) == "2026-11-22");
  CHECK(read("1.2.", Era::any) == "2027-02-01");
  CHECK(fault("22.11.", Era::past) == Fault::year_unclear);  // nobody's birthday is guessed
  CHECK(fault("29.2.", Era::coming) == Fault::year_unclear);
}

TEST_CASE("a year of two digits is the one that is meant") {
  CHECK(read("1.1.26", Era::past) == "2026-01-01");
  CHECK(read("1.12.26", Era::past) == "1926-12-01");
  CHECK(read("5.5.47", Era::past) == "1947-05-05");
  CHECK(read("5.5.47", Era::coming) == "2047-05-05");
  CHECK(read("5.5.05", Era::coming) == "2105-05-05");
  CHECK(read("5.5.06", Era::coming) == "2006-05-05");
  CHECK(read("5.5.76", Era::any) == "2076-05-05");
  CHECK(read("5.5.77", Era::any) == "1977-05-05");
  CHECK(read("29.2.00", Era::past) == "2000-02-29");
  CHECK(read("29.2.1936", Era::past) == "1936-02-29");
  CHECK(read("5.5.2030", Era::past) == "2030-05-05");  // four digits stand as they were written
}

TEST_CASE("days that do not exist are told") {
  for (auto const* text : {"31.2.", "31.2.2026", "29.2.2026", "29.2.26", "31.11.2026", "0.12.2026", "1.0.2026",
                           "32.1.2026", "18.13.2026", "12.18.2026", "2026-13-01", "2026-02-30", "30. Februar 2026",
                           "31022026", "Do, 18.12.2026", "Mo 18.12.", "13/13/2026", "12182026"}) {
    CAPTURE(text);
    CHECK(fault(text) == Fault::no_such_day);
  }
}

TEST_CASE("years that cannot be meant are asked for") {
  for (auto const* text :
       {"18.12.6", "18.12.026", "18.12.1447", "18.12.2569", "18.12.0026", "1799-12-31", "18. Dez. 202"}) {
    CAPTURE(text);
    CHECK(fault(text) == Fault::year_unclear);
  }
}

TEST_CASE("what is no day is refused, and so is what may be two") {
  for (auto const* text : no_days) {
    CAPTURE(text);
    CHECK(fault(text) == Fault::not_understood);
  }
  CHECK(fault("") == Fault::empty);
  CHECK(fault(" \u200E\t") == Fault::empty);
  CHECK(fault(std::string(100'000, '1')) == Fault::not_understood);
}

TEST_CASE("whatever is written as a date is read back") {
  for (auto day = std::chrono::sys_days{1900y / 1 / 1}; day < std::chrono::sys_days{2100y / 1 / 1};
       day += std::chrono::days{17}) {
    std::chrono::year_month_day const date{day};
    auto const d = unsigned{date.day()}, m = unsigned{date.month()};
    auto const y = int{date.year()};
    for (auto const& text : {fmt::format("{:02}.{:02}.{:04}", d, m, y), fmt::format("{}.{}.{}", d, m, y),
                             fmt::format("{:04}-{:02}-{:02}", y, m, d), fmt::format("{:02}{:02}{:04}", d, m, y),
                             fmt::format("{:04}{:02}{:02}", y, m, d), fmt::format("{}/{}/{}", d, m, y)}) {
      auto const back = typed::day(text, monday);
      if (not back or *back != day) FAIL_CHECK(text << " was read as " << iso(back));
    }
  }
}
