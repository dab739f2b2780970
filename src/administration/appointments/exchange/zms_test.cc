#include "administration/appointments/exchange/zms.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "tests/support/leika_sample.h"

using namespace kreislauf;
using namespace kreislauf::appointments;

namespace {

ZmsOffice const office{.id = "122280",
                       .name = "Bürgerbüro Gescher",
                       .short_name = "Bürgerbüro",
                       .link = "https://example.de/buergerbuero",
                       .street = "Marktplatz",
                       .house_number = "1",
                       .postal_code = "48712",
                       .city = "Gescher",
                       .latitude = 51.95,
                       .longitude = 7.0};

Plan plan(std::string_view text, int desks) {
  Plan out;
  out.settings.last_day = 42;
  out.settings.hold_minutes = 15;
  for (int i = 0; i < desks; ++i) out.desks.emplace_back();
  auto& passport = out.services.emplace_back();
  passport.service = "99115005000000";
  passport.label = "Personalausweis";
  passport.minutes = 20;
  passport.most = 4;
  auto& wedding = out.services.emplace_back();
  wedding.service = "99016001000000";
  wedding.label = "Eheschließung";
  wedding.minutes = 60;
  wedding.online = false;
  out.rules = *parse_rules(text, desks);
  return out;
}

std::string_view const usual =
    "Mo-Fr 08:00-12:30 alle 10 Minuten, online 4\n"
    "Do 14:00-18:00 alle 10 Minuten, Schalter 1-3, ab 01.01.2027 bis 31.03.2027\n"
    "Sa 10:00-12:00 alle 15 Minuten, Schalter 1-2, online 1, jede 2. Woche ab 04.01.2027: im Wechsel\n"
    "Mi 14:00-16:00 alle 20 Minuten, Schalter 1, 1. Woche im Monat\n"
    "Di 14:00-24:00 alle 10 Minuten, Schalter 1, letzte Woche im Monat\n"
    "ohne Termin Mo-Fr 08:00-11:30\n"
    "Pause Mo-Fr 10:00-10:15\n"
    "geschlossen 24.12.2026-02.01.2027: Weihnachten\n"
    "geschlossen 05.05.2027\n";

/// From the root of the sources, where ./test stands, or beside this file, wherever the compiler saw it.
std::filesystem::path sample_file() {
  std::filesystem::path const here = "tests/zms/sample.json";
  return std::filesystem::exists(here) ? here : test::source_folder() / here;
}

bool mentions(std::vector<std::string> const& lines, std::string_view part) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](auto const& line) { return line.find(part) != std::string::npos; });
}

std::string import_rules(std::string const& availability) {
  auto const result = import_zms(R"({"availability":[)" + availability + "]}");
  REQUIRE(result);
  return result->plan.rules_text;
}

}  // namespace

TEST_CASE("an office goes to ZMS and comes back the same") {
  auto const before = plan(usual, 6);
  auto const sent = export_zms(before, office);
  CHECK(sent.left_out.empty());

  auto const back = import_zms(sent.json);

  REQUIRE(back);
  CHECK(back->left_out.empty());
  CHECK(back->office == office);
  CHECK(back->plan.rules_text == usual);
  CHECK(back->plan.desks.size() == 6);
  CHECK(back->plan.settings.last_day == 42);
  CHECK(back->plan.settings.hold_minutes == 15);
  REQUIRE(back->plan.services.size() == 2);
  CHECK(back->plan.services[0].label == "Personalausweis");
  CHECK(back->plan.services[0].minutes == 20);
  CHECK(back->plan.services[0].most == 4);
  CHECK_FALSE(back->plan.services[1].online);
}

TEST_CASE("the export is the file that tests/zms/validate.mjs holds against the schemas of ZMS") {
  auto const path = sample_file();
  auto const json = export_zms(plan(usual, 6), office).json;
  if (std::getenv("KREISLAUF_WRITE_SAMPLES") != nullptr) std::ofstream{path} << json << '\n';
  CHECK(sample::read_file(path).value_or("") == json + "\n");
}

TEST_CASE("what ZMS has no place for is said") {
  auto of = plan(
      "Mo 08:00-12:00 alle 10 Minuten, auch an Feiertagen\nPause Mo 10:00-10:15, Schalter 2\ngeschlossen 05.05.2027 "
      "12:00-18:00\ngeschlossen 06.05.2027, Schalter 1",
      2);
  of.services[1].service = "wedding";
  auto const sent = export_zms(of, office);
  CHECK(sent.left_out.size() == 5);
  CHECK(mentions(sent.left_out, "Zeile 1: ZMS führt Feiertage"));
  CHECK(mentions(sent.left_out, "Zeile 2: ZMS kennt keine Pausen einzelner Schalter"));
  CHECK(mentions(sent.left_out, "Zeile 3: ZMS kennt nur Schließungen ganzer Tage"));
  CHECK(mentions(sent.left_out, "Leistung „wedding“"));
  CHECK(sent.json.find("wedding") == std::string::npos);
}

TEST_CASE("availabilities of ZMS at the same time get different desks, because it adds them up") {
  auto const text = import_rules(R"(
      {"type":"appointment","weekday":{"monday":1},"startTime":"8:00","endTime":"12:00",
       "workstationCount":{"intern":3,"public":2}},
      {"type":"appointment","weekday":{"monday":"1"},"startTime":"10:00","endTime":"14:00",
       "workstationCount":{"intern":"2","public":"2"}},
      {"type":"appointment","weekday":{"monday":true},"startTime":"12:00","endTime":"13:00",
       "workstationCount":{"intern":1,"public":0}})");
  CHECK(text ==
        "Mo 08:00-12:00 alle 10 Minuten, Schalter 1-3, online 2\n"
        "Mo 10:00-14:00 alle 10 Minuten, Schalter 4-5\n"
        "Mo 12:00-13:00 alle 10 Minuten, Schalter 1, online 0\n");
}

TEST_CASE("what does not fit our five minutes is rounded, and said") {
  auto const result = import_zms(R"({"availability":[
      {"id":7,"type":"appointment","weekday":{"thursday":true},"startTime":"10:01","endTime":"23:59",
       "slotTimeInMinutes":12,"workstationCount":{"intern":1,"public":1}}]})");
  REQUIRE(result);
  CHECK(result->plan.rules_text == "Do 10:05-24:00 alle 15 Minuten\n");
  CHECK(mentions(result->left_out, "Öffnungszeit 7: Takt von 12 Minuten auf 15 Minuten gerundet"));
}

TEST_CASE("a file that is not from ZMS does no harm") {
  for (auto const* text : {"", "[]", "{", "null", "\"\\ud800\""}) CHECK_FALSE(import_zms(text));
  CHECK(import_zms("{}")->plan.rules_text.empty());
  auto const text = import_rules(R"(null, 1, {}, {"weekday":[]}, {"weekday":{"monday":1}},
      {"weekday":{"monday":1},"startTime":"x","endTime":"99:99"},
      {"type":"appointment","weekday":{"monday":1},"startTime":"8:00","endTime":"9:00","startDate":1e300,"endDate":-5,
       "slotTimeInMinutes":-3,"description":"a\nb:\u0001c","repeat":{"afterWeeks":1e9,"weekOfMonth":-1},
       "workstationCount":{"intern":1e12,"public":-1}})");
  CHECK(text.ends_with(", online 0: a b: c\n"));
}

TEST_CASE("lists that PHP wrote as objects are read as their values") {
  constexpr std::string_view one =
      R"({"type":"appointment","weekday":{"monday":1},"startTime":"08:00:00","endTime":"12:00",
          "workstationCount":{"intern":"2","public":"2"}})";
  constexpr std::string_view offer = R"({"request":{"id":"7","name":"Pass"},"slots":"2"})",
                             day = R"({"date":1809475200,"name":"Umzug"})";
  auto const file = [&](std::string_view pattern) {
    return fmt::format(fmt::runtime(pattern), fmt::arg("one", one), fmt::arg("offer", offer), fmt::arg("day", day));
  };
  auto const list =
      import_zms(file(R"({{"availability":[{one},{one}],"requestrelation":[{offer}],"scope":{{"dayoff":[{day}]}}}})"));
  auto const object = import_zms(file(
      R"({{"availability":{{"0":{one},"2":{one}}},"requestrelation":{{"4":{offer}}},"scope":{{"dayoff":{{"1":{day}}}}}}})"));
  REQUIRE(list);
  REQUIRE(object);
  CHECK(object->plan.rules_text == list->plan.rules_text);
  CHECK(object->plan.rules_text.find("Mo 08:00-12:00 alle 10 Minuten, Schalter 3-4") != std::string::npos);
  CHECK(object->plan.rules_text.find("Umzug") != std::string::npos);
  CHECK(object->plan.services.size() == 1);
  auto const town = import_zms_town(file(R"({{"0":{{"availability":[{one}]}},"3":{{"availability":[{one}]}}}})"));
  REQUIRE(town);
  CHECK(town->size() == 2);
  CHECK(import_zms_town(file(R"({{"availability":[{one}]}})"))->size() == 1);
}

TEST_CASE("what should be a list and is none is refused") {
  for (std::string const wrong : {"null", "1", "true", "\"x\"", "{\"0\":1}", "{\"0\":null}",
                                  "{\"type\":\"appointment\",\"weekday\":{\"monday\":1}}"}) {
    CAPTURE(wrong);
    for (std::string const name : {"availability", "requestrelation"}) {
      auto const read = import_zms("{\"" + name + "\":" + wrong + "}");
      REQUIRE_FALSE(read);
      CHECK(read.error() == "„" + name + "“ ist keine Liste. Nichts wurde geändert.");
      CHECK_FALSE(import_zms_town("[{\"" + name + "\":" + wrong + "}]"));
    }
    CHECK_FALSE(import_zms(R"({"scope":{"dayoff":)" + wrong + "}}"));
    CHECK_FALSE(import_berlin(R"({"data":)" + wrong + "}", R"({"data":[]})"));
    CHECK_FALSE(import_berlin(R"({"data":[]})", R"({"data":)" + wrong + "}"));
    CHECK_FALSE(import_berlin(R"({"data":[]})", R"({"data":[{"id":"1","services":)" + wrong + "}]}"));
  }
}

TEST_CASE("a byte order mark in front of a file of ZMS is no part of it") {
  auto const json = "\xEF\xBB\xBF" + export_zms(plan(usual, 6), office).json;
  CHECK(import_zms(json)->plan.rules_text == usual);
  CHECK(import_zms_town(json)->size() == 1);
  CHECK(import_berlin("\xEF\xBB\xBF{\"data\":[]}", "\xEF\xBB\xBF{\"data\":{}}"));
}

TEST_CASE("the offices of Berlin come with what can be booked there") {
  auto const folder = sample::shared_directory() / "standards/termine-zms";
  auto const services = sample::read_file(folder / "berlin_services_de.json"),
             locations = sample::read_file(folder / "berlin_locations_de.json");
  if (not services or not locations) {
    MESSAGE("skipped: the files of Berlin are not beside the source (set KREISLAUF_SHARED)");
    return;
  }
  auto const offices = import_berlin(*services, *locations);
  REQUIRE(offices);
  CHECK(offices->size() > 20);
  std::size_t offers = 0;
  for (auto const& one : *offices) {
    offers += one.plan.services.size();
    CHECK_FALSE(one.office.name.empty());
    CHECK(one.plan.services.front().minutes % 10 == 0);
  }
  CHECK(offers > 500);
  MESSAGE("offices: " << offices->size() << ", offers: " << offers);
}
