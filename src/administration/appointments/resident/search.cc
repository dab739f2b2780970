#include "administration/appointments/resident/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "platform/i18n/dates.h"

namespace kreislauf::appointments::resident {

namespace {

std::optional<int> number_in(std::string_view text, int most) {
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = error == std::errc{} and end == text.data() + text.size();
  return whole and value >= 0 and value <= most ? std::optional{value} : std::nullopt;
}

constexpr std::array<std::pair<std::string_view, DayPart>, 3> parts{
    {{"vormittag", DayPart::morning}, {"nachmittag", DayPart::afternoon}, {"abend", DayPart::late}}};
constexpr std::array<std::pair<std::string_view, Channel>, 2> ways{
    {{"telefon", Channel::phone}, {"video", Channel::video}}};

template <class Table, class Value>
std::string_view word_in(Table const& table, Value value) {
  for (auto const& [word, one] : table) {
    if (one == value) return word;
  }
  return {};
}

bool looks_like_token(std::string_view text) {
  return text.size() == 32 and text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::vector<Item> read_items(Appointments& module, std::string_view encoded) {
  std::vector<Item> items;
  for (auto const& slug : http::fields(encoded, "dienst")) {
    auto const key = key_of(module, slug);
    bool const known = std::any_of(items.begin(), items.end(), [&](Item const& item) { return item.service == key; });
    if (key.empty() or known or items.size() == most_services) continue;
    auto const quantity = number_in(http::field(encoded, "anzahl-" + slug).value_or("1"), most_of_service);
    items.push_back({.service = key, .quantity = std::max(1, quantity.value_or(1))});
  }
  return items;
}

}  // namespace

std::string_view word_of(DayPart part) { return word_in(parts, part); }
std::string_view word_of(Channel channel) { return word_in(ways, channel); }

Wish Search::wish() const {
  return {.items = items, .office = office, .part = part, .channel = channel, .staff = false, .from = from, .to = {}};
}

Search read_search(Appointments& module, std::string_view encoded) {
  auto const value = [&](std::string_view name) { return http::field(encoded, name).value_or(""); };
  Search search;
  search.items = read_items(module, encoded);
  search.office = value("ort");
  auto const part = value("tageszeit"), way = value("weg");
  for (auto const& [word, meant] : parts) {
    if (word == part) search.part = meant;
  }
  for (auto const& [word, meant] : ways) {
    if (word == way) search.channel = meant;
  }
  search.step_free = value("barrierefrei") == "ja";
  search.day = i18n::parse_iso(value("tag"));
  search.from = i18n::parse_iso(value("ab"));
  if (auto const moving = value("termin"); looks_like_token(moving)) search.moving = moving;
  if (auto const held = value("halt"); looks_like_token(held)) search.held = held;
  return search;
}

namespace {

void add(std::string& query, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  if (not query.empty()) query += '&';
  query += name;
  query += '=';
  html::escape_url(query, value);
}

}  // namespace

std::string filter_of(Search const& search) {
  std::string out;
  add(out, "ort", search.office);
  add(out, "tageszeit", word_of(search.part));
  add(out, "weg", word_of(search.channel));
  if (search.step_free) add(out, "barrierefrei", "ja");
  return out;
}

std::string query_of(Appointments& module, Search const& search, bool with_filter) {
  std::string out;
  for (auto const& item : search.items) {
    auto const slug = slug_of(module, item.service);
    add(out, "dienst", slug);
    if (item.quantity > 1) add(out, "anzahl-" + slug, std::to_string(item.quantity));
  }
  if (auto const filter = with_filter ? filter_of(search) : std::string{}; not filter.empty())
    out += (out.empty() ? "" : "&") + filter;
  add(out, "termin", search.moving);
  add(out, "halt", search.held);
  return out;
}

void write_hidden(kern::Fields& f, Appointments& module, std::vector<Item> const& items) {
  for (auto const& item : items) {
    auto const slug = slug_of(module, item.service);
    f.hidden("dienst", slug);
    if (item.quantity > 1) f.hidden("anzahl-" + slug, item.quantity);
  }
}

void write_hidden(kern::Fields& f, Appointments& module, Search const& search) {
  write_hidden(f, module, search.items);
  auto const hidden = [&](std::string_view name, std::string_view value) {
    if (not value.empty()) f.hidden(name, value);
  };
  hidden("ort", search.office);
  hidden("tageszeit", word_of(search.part));
  hidden("weg", word_of(search.channel));
  if (search.step_free) f.hidden("barrierefrei", "ja");
  hidden("halt", search.held);
  if (not search.moving.empty()) f.hidden("termin", search.moving);
}

std::string time_value(std::string_view office, Day day, int minute) {
  std::chrono::year_month_day const date{day};
  std::string value;
  value.reserve(office.size() + 13);
  value += office;
  value += '.';
  auto const two = [&value](int number) {
    value += static_cast<char>('0' + number / 10 % 10);
    value += static_cast<char>('0' + number % 10);
  };
  two(static_cast<int>(date.year()) / 100);
  two(static_cast<int>(date.year()) % 100);
  two(static_cast<int>(static_cast<unsigned>(date.month())));
  two(static_cast<int>(static_cast<unsigned>(date.day())));
  two(minute / 60);
  two(minute % 60);
  return value;
}

std::optional<TimeValue> read_time(std::string_view value) {
  auto const dot = value.rfind('.');
  if (dot == std::string_view::npos or value.size() - dot != 13) return std::nullopt;
  auto const digits = value.substr(dot + 1);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  auto const number = [&](std::size_t at, std::size_t size) {
    return number_in(digits.substr(at, size), 9999).value_or(0);
  };
  auto const month = static_cast<unsigned>(number(4, 2)), day = static_cast<unsigned>(number(6, 2));
  auto const date = std::chrono::year{number(0, 4)} / std::chrono::month{month} / std::chrono::day{day};
  int const hour = number(8, 2), minute = number(10, 2);
  if (not date.ok() or hour > 23 or minute > 59) return std::nullopt;
  return TimeValue{std::string{value.substr(0, dot)}, Day{date}, hour * 60 + minute};
}

void write_time_button(html::Writer& out, TimeButton const& one) {
  out("<li><button class='kl-slot"_h, one.mark.empty() ? ""_h : " kl-slot--first"_h,
      "' type='submit' name='zeit' value='"_h, time_value(one.office, one.day, one.minute), "' aria-describedby='"_h,
      one.described_by, "'>"_h, i18n::clock(one.minute));
  if (not one.mark.empty()) out(" <small>"_h, one.mark, "</small>"_h);
  out("</button></li>"_h);
}

}  // namespace kreislauf::appointments::resident
