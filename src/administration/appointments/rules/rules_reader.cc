#include "administration/appointments/rules/rules_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "administration/appointments/rules/day_bits.h"
#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

using i18n::clock_iso;

namespace {

constexpr bool is_digit(char c) { return c >= '0' and c <= '9'; }
constexpr bool is_letter(char c) {
  return (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or static_cast<unsigned char>(c) >= 0x80;
}

struct Spelling {
  std::string_view written;
  char meant;
};
constexpr std::array<Spelling, 10> spellings{{
    {"\u2010", '-'},
    {"\u2011", '-'},
    {"\u2012", '-'},
    {"\u2013", '-'},
    {"\u2014", '-'},
    {"\u2212", '-'},
    {"\u00a0", ' '},
    {"\u202f", ' '},
    {"\u2009", ' '},
    {";", ','},
}};

/// The character at `at` as it is meant, and its length as it is written.
std::pair<char, std::size_t> character(std::string_view line, std::size_t at) {
  for (auto const& [written, meant] : spellings) {
    if (line.substr(at).starts_with(written)) return {meant, written.size()};
  }
  return {line[at], 1};
}

RuleToken run_of(std::string_view line, std::size_t& at, bool (*belongs)(char)) {
  auto const begin = at;
  while (at < line.size() and belongs(line[at]) and character(line, at).second == 1) ++at;
  auto const found = line.substr(begin, at - begin);
  RuleToken token{.kind = RuleToken::word, .text = {}, .found = found};
  auto const is_number = belongs(found.front()) and is_digit(found.front()) and found.size() <= 8;
  if (is_number) {
    token.kind = RuleToken::number;
    std::from_chars(found.data(), found.data() + found.size(), token.value);
  }
  token.text = is_number ? std::string{found} : text::folded(found);
  return token;
}

}  // namespace

std::vector<RuleToken> tokens_of(std::string_view line) {
  std::vector<RuleToken> tokens;
  for (std::size_t at = 0; at < line.size();) {
    auto const [meant, length] = character(line, at);
    if (meant == ' ' or meant == '\t' or meant == '\r') {
      at += length;
    } else if (length == 1 and is_digit(meant)) {
      tokens.push_back(run_of(line, at, [](char c) { return is_digit(c); }));
    } else if (length == 1 and is_letter(meant)) {
      tokens.push_back(run_of(line, at, [](char c) { return is_letter(c); }));
    } else {
      tokens.push_back({.kind = RuleToken::sign, .text = std::string(1, meant), .found = line.substr(at, length)});
      at += length;
    }
  }
  tokens.emplace_back();
  return tokens;
}

std::string RuleReader::found() const {
  if (at_end()) return "das Ende der Zeile";
  return fmt::format("„{}“", text::shortened(next().found, 40));
}

bool RuleReader::fail(std::string message) {
  if (problem_.empty()) problem_ = std::move(message);
  return false;
}

bool RuleReader::number(int least, int most, int& value, std::string_view what) {
  if (next().kind != RuleToken::number or next().value < least or next().value > most) {
    return fail(fmt::format("Gefunden: {}. Hier gehört {} von {} bis {} hin.", found(), what, least, most));
  }
  value = next().value;
  skip();
  return true;
}

bool RuleReader::minute_of_hour(int& minute) {
  if (not is(":") and not(is(".") and next(1).kind == RuleToken::number)) return true;
  skip();
  if (next().kind != RuleToken::number or next().text.size() != 2 or next().value > 59) {
    return fail(
        fmt::format("Gefunden: {}. Minuten bitte mit zwei Ziffern von 00 bis 59, zum Beispiel 08:30.", found()));
  }
  minute += next().value;
  skip();
  return true;
}

bool RuleReader::time(int& minute) {
  if (next().kind != RuleToken::number or next().value > 24) {
    return fail(fmt::format("Gefunden: {}. Hier gehört eine Uhrzeit hin, zum Beispiel 08:00-12:30.", found()));
  }
  minute = next().value * 60;
  skip();
  if (not minute_of_hour(minute)) return false;
  if (minute > 24 * 60) return fail("Ein Tag endet um 24:00. Bitte eine frühere Uhrzeit schreiben.");
  if (minute % unit_minutes != 0) {
    return fail(fmt::format("Gefunden: {}. Uhrzeiten gehen in Schritten von 5 Minuten; bitte {} oder {} schreiben.",
                            clock_iso(minute), clock_iso(minute - minute % 5), clock_iso(minute - minute % 5 + 5)));
  }
  if (not accept("uhr")) accept("h");
  return true;
}

bool RuleReader::times(int& from, int& to) {
  accept("von");
  if (not time(from)) return false;
  if (not until())
    return fail(
        fmt::format("Gefunden: {}. Es fehlt, bis wann; bitte „von-bis“ schreiben, zum Beispiel 08:00-12:30.", found()));
  if (not time(to)) return false;
  if (to > from) return true;
  return fail(
      fmt::format("Das Ende {} liegt nicht nach dem Beginn {}. Bitte die frühere Uhrzeit zuerst schreiben; der Tag "
                  "endet um 24:00.",
                  clock_iso(to), clock_iso(from)));
}

bool RuleReader::until() {
  if (accept("-")) return true;
  if (not accept("bis")) return false;
  accept("zum");
  return true;
}

bool RuleReader::checked_date(int year, int month, int of_month, Day& day) {
  std::chrono::year_month_day const date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(of_month)}};
  if (year < 2000 or year > 2199)
    return fail(fmt::format(
        "Das Jahr {} ist zu kurz oder zu weit weg. Bitte vier Ziffern schreiben, zum Beispiel 01.04.2027.", year));
  if (not date.ok())
    return fail(fmt::format("Den {}.{}.{} gibt es nicht. Bitte das Datum prüfen.", of_month, month, year));
  day = date;
  return true;
}

bool RuleReader::iso_date(Day& day) {
  auto const year = next().value;
  if (not(is("-", 1) and next(2).kind == RuleToken::number and is("-", 3) and next(4).kind == RuleToken::number)) {
    return fail(fmt::format("Gefunden: {}. Hier gehört ein Datum hin, zum Beispiel 01.04.2027.", found()));
  }
  auto const month = next(2).value, of_month = next(4).value;
  at_ += 5;
  return checked_date(year, std::min(month, 99), std::min(of_month, 99), day);
}

bool RuleReader::date(Day& day) {
  if (next().kind == RuleToken::number and next().text.size() == 4) return iso_date(day);
  if (next().kind != RuleToken::number or not is(".", 1) or next(2).kind != RuleToken::number) {
    return fail(fmt::format("Gefunden: {}. Hier gehört ein Datum hin, zum Beispiel 01.04.2027.", found()));
  }
  auto const of_month = std::min(next().value, 99), month = std::min(next(2).value, 99);
  at_ += 3;
  if (not accept(".") or next().kind != RuleToken::number) {
    return fail(fmt::format("Beim Datum {}.{}. fehlt das Jahr. Bitte zum Beispiel {:02}.{:02}.2027 schreiben.",
                            of_month, month, of_month, month));
  }
  auto const year = next().value;
  skip();
  return checked_date(year, month, of_month, day);
}

bool RuleReader::desk(int& position) {
  if (next().kind != RuleToken::number) {
    return fail(
        fmt::format("Gefunden: {}. Nach „Schalter“ gehören Nummern hin, zum Beispiel Schalter 1-3+5.", found()));
  }
  position = next().value;
  if (position >= 1 and position <= desks_) {
    skip();
    return true;
  }
  if (desks_ == 0)
    return fail("Diese Stelle hat noch keine Schalter. Bitte erst Schalter anlegen oder „Schalter …“ weglassen.");
  return fail(fmt::format("Schalter {} gibt es nicht; diese Stelle hat die Schalter 1 bis {}.", position, desks_));
}

/// A comma goes on with the list only before a number that is no `1. Woche`.
bool RuleReader::more_desks() {
  if (accept("+") or accept("/") or accept("&")) return true;
  auto const goes_on = next(1).kind == RuleToken::number and next(2).text != "." and next(2).text != ":";
  if (not goes_on or not(is(",") or is("und"))) return false;
  skip();
  return true;
}

/// `Schalter 1 bis 3`, but not `Schalter 1 bis 31.12.2027`.
bool RuleReader::range_goes_on() const {
  return is("-") or
         (is("bis") and next(1).kind == RuleToken::number and next(1).text.size() < 4 and next(2).text != ".");
}

bool RuleReader::desks(std::vector<int>& positions) {
  do {
    int first = 0, last = 0;
    if (not desk(first)) return false;
    last = first;
    if (range_goes_on() and until() and not desk(last)) return false;
    if (last < first)
      return fail(fmt::format("„{}-{}“ läuft rückwärts. Bitte {}-{} schreiben, oder einzeln mit Plus: {}+{}.", first,
                              last, last, first, first, last));
    for (int position = first; position <= last; ++position) {
      if (std::find(positions.begin(), positions.end(), position) != positions.end()) {
        return fail(fmt::format("Schalter {} steht zweimal in der Zeile. Bitte einmal streichen.", position));
      }
      positions.push_back(position);
    }
  } while (more_desks());
  return true;
}

}  // namespace kreislauf::appointments
