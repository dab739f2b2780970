#include "platform/ical/ical.h"

#include <fmt/format.h>

#include <algorithm>

namespace kreislauf::ical {

namespace {

/// `20261121T191500Z`
std::string utc(Instant moment) {
  auto text = iso_utc(moment);
  std::erase_if(text, [](char c) { return c == '-' or c == ':'; });
  return text;
}

/// RFC 5545, 3.3.11; other control characters have no place in a text.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' or c == ';' or c == ',')
      (out += '\\') += c;
    else if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 32 and c != 127)
      out += c;
  }
  return out;
}

/// The value of a parameter: quoted, without quotes inside (RFC 5545, 3.2).
std::string parameter(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"')
      out += '\'';
    else if (static_cast<unsigned char>(c) >= 32 and c != 127)
      out += c;
  }
  return out + '"';
}

/// An address or id: nothing that could end the line.
std::string plain(std::string_view text) {
  std::string out{text};
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) <= 32 or c == 127; });
  return out;
}

/// One content line, folded after at most 75 octets and never inside a letter (RFC 5545, 3.1).
void line(std::string& out, std::string_view content) {
  std::size_t room = 75;
  while (content.size() > room) {
    auto cut = room;
    while (cut > 1 and (static_cast<unsigned char>(content[cut]) & 0xC0U) == 0x80U) --cut;
    out += content.substr(0, cut);
    out += "\r\n ";
    content.remove_prefix(cut);
    room = 74;  // the blank counts
  }
  out += content;
  out += "\r\n";
}

void text_line(std::string& out, std::string_view name, std::string_view value) {
  if (not value.empty()) line(out, fmt::format("{}:{}", name, escaped(value)));
}

void append_alarm(std::string& out, Event const& event) {
  line(out, "BEGIN:VALARM");
  line(out, "ACTION:DISPLAY");
  text_line(out, "DESCRIPTION", event.summary);
  line(out, fmt::format("TRIGGER:-PT{}M", event.alarm_minutes));
  line(out, "END:VALARM");
}

/// A published event must have one (RFC 5546, 3.2.1); its value may be any address (RFC 5545, 3.3.3).
void append_organizer(std::string& out, Event const& event) {
  auto const name = event.organizer_name.empty() ? std::string{} : ";CN=" + parameter(event.organizer_name);
  if (not event.organizer_email.empty())
    line(out, fmt::format("ORGANIZER{}:mailto:{}", name, plain(event.organizer_email)));
  else if (not event.organizer_web.empty())
    line(out, fmt::format("ORGANIZER{}:{}", name, plain(event.organizer_web)));
}

void append_event(std::string& out, Event const& event) {
  line(out, "BEGIN:VEVENT");
  line(out, "UID:" + escaped(plain(event.uid)));
  line(out, "DTSTAMP:" + utc(event.stamp));
  line(out, "DTSTART:" + utc(event.starts_utc));
  line(out, "DTEND:" + utc(event.starts_utc + std::chrono::minutes{event.minutes}));
  line(out, fmt::format("SEQUENCE:{}", event.sequence));
  line(out, event.cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  text_line(out, "SUMMARY", event.summary);
  text_line(out, "DESCRIPTION", event.description);
  text_line(out, "LOCATION", event.location);
  if (not event.url.empty()) line(out, "URL:" + plain(event.url));
  append_organizer(out, event);
  if (event.alarm_minutes > 0 and not event.cancelled) append_alarm(out, event);
  line(out, "END:VEVENT");
}

}  // namespace

std::string calendar(std::string_view product, std::string_view name, std::vector<Event> const& events,
                     std::string_view method) {
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out, fmt::format("PRODID:-//{}//DE", escaped(product)));
  line(out, "CALSCALE:GREGORIAN");
  if (not method.empty()) line(out, "METHOD:" + plain(method));
  if (method.empty()) {
    line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT15M");  // RFC 7986, 5.7
    line(out, "X-PUBLISHED-TTL:PT15M");                  // what Outlook reads
  }
  text_line(out, "NAME", name);          // RFC 7986
  text_line(out, "X-WR-CALNAME", name);  // what most calendars read
  for (auto const& event : events) append_event(out, event);
  line(out, "END:VCALENDAR");
  return out;
}

}  // namespace kreislauf::ical
