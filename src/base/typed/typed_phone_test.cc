#include <doctest/doctest.h>

#include "base/typed/typed.h"

using namespace kreislauf;
using typed::Fault;

namespace {

std::string dial(std::string_view text, std::string_view country = "49") {
  auto const found = typed::phone(text, country);
  return found ? found->dial : "fault " + std::to_string(static_cast<int>(found.error()));
}

}  // namespace

TEST_CASE("the town hall's number, as people write it") {
  for (auto const* text : {"+49 2542 60-123",
                           "02542/60123",
                           "02542 / 60 123",
                           "(0 25 42) 6 01 23",
                           "(02542) 60-123",
                           "0049 2542 60123",
                           "00492542 60123",
                           "+49 (0)2542 60123",
                           "+49(0)254260123",
                           "0049 (0) 2542 60123",
                           "+49 02542 60123",
                           "++49 2542 60123",
                           "(+49) 2542 60123",
                           "+0049 2542 60123",
                           "02542.60.123",
                           "02542\u201360123",
                           "+49-2542-60123",
                           "٠٢٥٤٢٦٠١٢٣",
                           "۰۲۵۴۲ ۶۰۱۲۳",
                           "０２５４２－６０１２３",
                           "\u202D+49 2542 60123\u202C",
                           "Tel. 02542 60123",
                           "Tel.: +49 2542 60123",
                           "Telefon: 02542/60123",
                           "tel:+49-2542-60123",
                           "02542 60 App. 123",
                           "02542 60-0 Durchwahl 123",
                           "02542 60-0, Durchwahl: 123",
                           "02542 60123."}) {
    CAPTURE(text);
    CHECK(dial(text) == "+49254260123");
  }
  CHECK(typed::phone(" 02542\u00A0/  60\u2013123 ").value().shown == "02542 / 60-123");
  CHECK(typed::phone("Tel.: ++49 2542 60").value().shown == "+49 2542 60");
  CHECK(typed::phone("02542 60-0 Durchwahl 123").value().shown == "02542 60-0 Durchwahl 123");
}

TEST_CASE("mobile numbers, numbers from abroad and short numbers") {
  CHECK(dial("0170 1234567") == "+491701234567");
  CHECK(dial("1701234567") == "+491701234567");  // a spreadsheet has eaten the 0
  CHECK(dial("491701234567") == "+491701234567");
  CHECK(dial("+31 20 123 4567") == "+31201234567");
  CHECK(dial("0031 (0)20 1234567") == "+31201234567");
  CHECK(dial("+39 06 1234567") == "+39061234567");  // Italy dials its 0 from everywhere
  CHECK(dial("+39 (0)6 1234567") == "+39061234567");
  CHECK(dial("+1 (212) 555-0123") == "+12125550123");
  CHECK(dial("+380 44 123 45 67") == "+380441234567");
  CHECK(dial("020 1234567", "31") == "+31201234567");
  CHECK(dial("06 1234567", "39") == "+39061234567");
  CHECK(dial("110") == "110");
  CHECK(dial("115") == "115");
  CHECK(dial("116 117") == "116117");
}

TEST_CASE("what is no number is refused with the reason") {
  for (auto const* text :
       {"0800-RATHAUS", "abc", "02542 60123 oder 0170", "App. 12", "02542 60 App. 1 App. 2", "\xFF", "電話"}) {
    CAPTURE(text);
    CHECK(typed::phone(text).error() == Fault::letter);
  }
  for (auto const* text : {"02542+60", "02542 60123 +", "#31#0170", "*100#", "+", "()", "02542=1", "+0", "000 123"}) {
    CAPTURE(text);
    bool const understood = typed::phone(text).has_value();
    CHECK_FALSE(understood);
  }
  CHECK(typed::phone("12").error() == Fault::too_short);
  CHECK(typed::phone("00").error() == Fault::too_short);
  CHECK(typed::phone("254260123").error() == Fault::too_short);  // without its 0 it may be a number of any place
  CHECK(typed::phone("02542 60123 / 0170 1234567").error() == Fault::too_long);
  CHECK(typed::phone(std::string(5000, '1')).error() == Fault::too_long);
  CHECK(typed::phone("").error() == Fault::empty);
}

TEST_CASE("the short way of usual numbers ends where the long one does") {
  std::uint32_t state = 7;
  auto const draw = [&state](std::uint32_t below) { return (state = state * 1664525 + 1013904223) / 65536 % below; };
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "0";
    for (auto more = draw(18); more > 0; --more) text += "0123456789012345678901234 /-"[draw(28)];
    auto const labelled = typed::phone("Tel " + text), plain = typed::phone(text);
    INFO(text);
    REQUIRE(labelled.has_value() == plain.has_value());
    if (not plain) continue;
    CHECK(plain->dial == labelled->dial);
    CHECK(plain->shown == labelled->shown);
  }
}
