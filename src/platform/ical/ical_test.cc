#include "platform/ical/ical.h"

#include <doctest/doctest.h>

#include <map>

#include "base/text.h"

using namespace kreislauf;

namespace {

using Properties = std::map<std::string, std::string>;

/// A small reader: unfolds, takes names without parameters, unescapes texts. Looks at the first event only.
Properties read(std::string const& file) {
  std::string unfolded;
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file.compare(i, 3, "\r\n ") == 0)
      i += 2;
    else
      unfolded += file[i];
  }
  Properties found;
  for (auto line : text::split(unfolded, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto const end = line.find(':');
    if (end == std::string_view::npos) continue;
    auto const name = std::string{line.substr(0, line.find_first_of(";:"))};
    std::string value;
    for (std::size_t i = name == "ORGANIZER" ? name.size() : end + 1; i < line.size(); ++i) {
      if (line[i] == '\\' and i + 1 < line.size())
        value += line[++i] == 'n' ? '\n' : line[i];
      else
        value += line[i];
    }
    found.emplace(name, value);
  }
  return found;
}

ical::Event sample() {
  return {.uid = "termin-17@gescher.example",
          .starts_utc = parse_iso_utc("2026-11-23T08:30:00Z"),
          .minutes = 20,
          .summary = "Personalausweis; Bürgerbüro, Stadt Gescher",
          .description = "Bitte mitbringen:\n- Foto\n- alter Ausweis \\ Pass",
          .location = "Marktplatz 1, 48712 Gescher",
          .url = "https://gescher.example/termin/abc",
          .organizer_name = "Bürger\"büro\"",
          .organizer_email = "bb@gescher.example",
          .sequence = 2,
          .cancelled = false,
          .alarm_minutes = 60,
          .stamp = parse_iso_utc("2026-11-20T12:00:00Z")};
}

}  // namespace

TEST_CASE("an appointment comes back from the calendar file as it was written") {
  auto const event = sample();
  auto const found = read(ical::calendar("Kreislauf", "Termine", {event}, "PUBLISH"));
  CHECK(found.at("UID") == event.uid);
  CHECK(found.at("DTSTART") == "20261123T083000Z");
  CHECK(found.at("DTEND") == "20261123T085000Z");
  CHECK(found.at("DTSTAMP") == "20261120T120000Z");
  CHECK(found.at("SUMMARY") == event.summary);
  CHECK(found.at("DESCRIPTION") == event.description);
  CHECK(found.at("LOCATION") == event.location);
  CHECK(found.at("URL") == event.url);
  CHECK(found.at("ORGANIZER") == ";CN=\"Bürger'büro'\":mailto:bb@gescher.example");
  CHECK(found.at("SEQUENCE") == "2");
  CHECK(found.at("STATUS") == "CONFIRMED");
  CHECK(found.at("METHOD") == "PUBLISH");
  CHECK(found.at("TRIGGER") == "-PT60M");
}

TEST_CASE("lines end with CR LF and are folded at 75 octets without splitting a letter") {
  auto event = sample();
  for (std::size_t shift = 0; shift < 4; ++shift) {
    event.description = std::string(shift, 'a');
    for (int i = 0; i < 200; ++i) event.description += "ä€😀";
    auto const file = ical::calendar("Kreislauf", "", {event});
    CHECK(file.ends_with("END:VCALENDAR\r\n"));
    for (auto line : text::split(file, '\n')) {
      if (line.empty()) continue;
      CHECK(line.ends_with('\r'));
      CHECK(line.size() <= 76);
      CHECK(text::is_utf8(line));
    }
    CHECK(read(file).at("DESCRIPTION") == event.description);
  }
}

TEST_CASE("a cancelled appointment says so and rings no bell") {
  auto event = sample();
  event.cancelled = true;
  auto const file = ical::calendar("Kreislauf", "", {event}, "CANCEL");
  CHECK(file.find("STATUS:CANCELLED") != std::string::npos);
  CHECK(file.find("VALARM") == std::string::npos);
  CHECK(file.find("X-WR-CALNAME") == std::string::npos);
}

TEST_CASE("nobody adds lines to a calendar file") {
  auto event = sample();
  event.uid = "a\r\nX-EVIL:1";
  event.url = "https://a.example/\r\nX-EVIL:1";
  event.organizer_name = "a\r\nX-EVIL:1";
  event.organizer_email = "a@b.example\r\nX-EVIL:1";
  event.summary = "a\r\nX-EVIL:1";
  CHECK(ical::calendar("Kreislauf", "a\nX-EVIL:1", {event}).find("\nX-EVIL") == std::string::npos);
}

TEST_CASE("a feed says when to fetch it again, a single appointment does not") {
  auto const feed = ical::calendar("Kreislauf", "Amt", {});
  CHECK(feed.find("REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n") != std::string::npos);
  CHECK(feed.find("X-PUBLISHED-TTL:PT15M\r\n") != std::string::npos);
  CHECK(ical::calendar("Kreislauf", "", {}, "PUBLISH").find("REFRESH") == std::string::npos);
}

TEST_CASE("who publishes is told, by web address where there is no other") {
  ical::Event event{.uid = "a@b", .organizer_name = "Amt", .organizer_web = "https://amt.example"};
  CHECK(ical::calendar("Kreislauf", "", {event}, "PUBLISH").find("ORGANIZER;CN=\"Amt\":https://amt.example\r\n") !=
        std::string::npos);
}
