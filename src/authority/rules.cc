#include "authority/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <memory>

#include "base/calendar.h"
#include "base/text.h"
#include "base/typed/typed.h"

namespace kreislauf::authority::rules {

Status status_by_population(std::int64_t population, bool independent, bool district) {
  if (district) return Status::district;
  if (independent) return Status::independent;
  if (population >= 60'000) return Status::large;
  return population >= 25'000 ? Status::medium : Status::small;
}

namespace {

constexpr std::array<std::string_view, 7> day_names{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};

bool parse_clock(std::string_view text, int& minute) {
  int hours = 0, minutes = 0;
  if (text.size() != 5 or text[2] != ':') return false;
  auto const read = [&](std::size_t at, int& value) {
    return std::from_chars(text.data() + at, text.data() + at + 2, value).ptr == text.data() + at + 2;
  };
  if (not read(0, hours) or not read(3, minutes) or hours > 24 or minutes > 59) return false;
  minute = hours * 60 + minutes;
  return minute <= 24 * 60;
}

Result<Span> parse_span(std::string_view text) {
  Span span;
  auto const dash = text.find('-');
  if (dash == std::string_view::npos or not parse_clock(text.substr(0, dash), span.first) or
      not parse_clock(text.substr(dash + 1), span.second)) {
    return failure(fmt::format("\"{}\" is no time span; write it like 08:00-12:30", text));
  }
  if (span.first >= span.second) return failure(fmt::format("\"{}\" ends before it begins", text));
  return span;
}

Result<int> parse_day(std::string_view text) {
  auto const found = std::find(day_names.begin(), day_names.end(), text);
  if (found == day_names.end()) return failure(fmt::format("\"{}\" is no day; use Mo Di Mi Do Fr Sa So", text));
  return static_cast<int>(found - day_names.begin());
}

}  // namespace

Result<OpeningHours> parse_hours(std::string_view text) {
  OpeningHours hours;
  for (auto part : text::split(text, ';')) {
    part = text::trimmed(part);
    if (part.empty()) continue;
    auto const words = text::split(part, ' ');
    auto const day = parse_day(words[0]);
    if (not day) return failure(day.error());
    auto& spans = hours.days[static_cast<std::size_t>(*day)];
    if (not spans.empty()) return failure(fmt::format("{} is named twice", words[0]));
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i].empty()) continue;
      auto const span = parse_span(words[i]);
      if (not span) return failure(span.error());
      if (not spans.empty() and spans.back().second > span->first)
        return failure(fmt::format("the times on {} overlap", words[0]));
      spans.push_back(*span);
    }
    if (spans.empty()) return failure(fmt::format("{} has no times; leave the day out when it is closed", words[0]));
  }
  return hours;
}

namespace {

constexpr int whole_day = 24 * 60, days_ahead = 183;

bool covers(Span const& span, int minute) { return span.first <= minute and minute < span.second; }

/// What is left of the spans when one is taken out.
std::vector<Span> without(std::vector<Span> const& spans, Span const& closed) {
  std::vector<Span> left;
  for (auto const& [from, to] : spans) {
    if (from < std::min(to, closed.first)) left.emplace_back(from, std::min(to, closed.first));
    if (std::max(from, closed.second) < to) left.emplace_back(std::max(from, closed.second), to);
  }
  return left;
}

/// The first beginning on the days after today.
void look_ahead(OpenNow& now, std::function<OfficeDay(std::chrono::sys_days)> const& day_of,
                std::chrono::sys_days today) {
  for (int ahead = 1; ahead < days_ahead; ++ahead) {
    auto const day = today + std::chrono::days{ahead};
    auto const open = day_of(day).open;
    if (open.empty()) continue;
    now.next_from = open.front().first;
    now.next_in_days = ahead;
    now.next_day = day;
    return;
  }
}

}  // namespace

OfficeDay day_of(OpeningHours const& hours, std::vector<OfficeClosure> const& closures, std::chrono::sys_days day) {
  OfficeDay out;
  if (auto const holiday = holiday_nrw(std::chrono::year_month_day{day})) {
    out.closed.push_back({{0, whole_day}, std::string{*holiday}});
    return out;
  }
  out.open = hours.days[std::chrono::weekday{day}.iso_encoding() - 1];
  for (auto const& closure : closures) {
    if (day < closure.first or day > closure.last) continue;
    out.open = without(out.open, closure.span);
    out.closed.push_back({closure.span, closure.reason});
  }
  return out;
}

std::function<OfficeDay(std::chrono::sys_days)> remembered(std::function<OfficeDay(std::chrono::sys_days)> day_of) {
  struct Known {
    std::chrono::sys_days day;
    OfficeDay hours;
  };
  constexpr std::size_t places = 32;  // a month ahead is what pages show
  auto const known = std::make_shared<std::array<std::atomic<std::shared_ptr<Known const>>, places>>();
  return [known, day_of = std::move(day_of)](std::chrono::sys_days day) {
    auto& place = (*known)[static_cast<std::size_t>(day.time_since_epoch().count()) % places];
    if (auto const found = place.load(); found and found->day == day) return found->hours;
    auto const made = std::make_shared<Known const>(Known{day, day_of(day)});
    place.store(made);
    return made->hours;
  };
}

OpenNow open_at(std::function<OfficeDay(std::chrono::sys_days)> const& day_of, LegalTime const& time) {
  OpenNow now;
  std::chrono::sys_days const day{time.day};
  auto const today = day_of(day);
  auto const minute = time.minute_of_day;
  now.tells_walk_in = today.tells_walk_in;
  for (auto const& closed : today.closed) {
    if (covers(closed.span, minute) and now.closed.empty()) now.closed = closed.reason;
  }
  for (auto const& span : today.walk_in) {
    if (covers(span, minute)) now.walk_in_until = span.second;
    if (span.first > minute and now.walk_in_from < 0) now.walk_in_from = span.first;
  }
  for (auto const& span : today.open) {
    if (span.second <= minute) continue;
    now.open = span.first <= minute;
    (now.open ? now.until : now.next_from) = now.open ? span.second : span.first;
    now.next_day = day;
    return now;
  }
  look_ahead(now, day_of, day);
  return now;
}

std::string unbroken(std::string_view phone) {
  std::string out;
  for (char c : phone) {
    if (c == ' ') {
      out += "\u00A0";
    } else if (c == '-') {
      out += "\u2011";
    } else {
      out += c;
    }
  }
  return out;
}

std::string dial_of(std::string_view phone) {
  constexpr std::ptrdiff_t digits_of_a_number = 7;
  std::vector<std::size_t> cuts;
  for (std::string_view const sign : {",", ";", "/", " oder ", " und ", " or "}) {
    for (auto at = phone.find(sign); at != std::string_view::npos; at = phone.find(sign, at + 1)) cuts.push_back(at);
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.push_back(phone.size());
  for (auto const cut : cuts) {
    auto const first = phone.substr(0, cut);
    // `02542/60-0` is one number: what stands before the sign must be one by itself.
    bool const whole = cut == phone.size() or std::count_if(first.begin(), first.end(), [](char c) {
                                                return c >= '0' and c <= '9';
                                              }) >= digits_of_a_number;
    if (not whole) continue;
    if (auto const one = typed::phone(first)) return one->dial;
  }
  return {};
}

std::vector<std::vector<Point>> rings_of(std::string_view path) {
  std::vector<std::vector<Point>> rings;
  Point at;
  std::size_t i = 0;
  auto const number = [&] {
    while (i < path.size() and (path[i] == ' ' or path[i] == ',')) ++i;
    std::int32_t value = 0;
    auto const end = std::from_chars(path.data() + i, path.data() + path.size(), value).ptr;
    i = static_cast<std::size_t>(end - path.data());
    return value;
  };
  while (i < path.size()) {
    if (path[i] == 'M') {
      ++i;
      at.x = number();
      at.y = number();
      rings.push_back({at});
    } else if (path[i] == 'l' or path[i] == 'z') {
      ++i;
    } else {
      auto const before = i;
      at.x += number();
      at.y += number();
      if (i == before or rings.empty()) return rings;  // not a path of ours
      rings.back().push_back(at);
    }
  }
  return rings;
}

bool contains(std::vector<std::vector<Point>> const& rings, Point p) {
  bool inside = false;
  for (auto const& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      auto const &a = ring[i], &b = ring[j];
      if ((a.y > p.y) == (b.y > p.y)) continue;
      auto const cross_x = a.x + static_cast<double>(b.x - a.x) * (p.y - a.y) / (b.y - a.y);
      if (p.x < cross_x) inside = not inside;
    }
  }
  return inside;
}

}  // namespace kreislauf::authority::rules
