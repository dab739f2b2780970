#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "administration/appointments/resident/resident.h"
#include "base/text.h"

namespace kreislauf::appointments::resident {

namespace {

std::optional<int> number_in(std::string_view text, int most) {
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} or end != text.data() + text.size() or value < 0 or value > most) return std::nullopt;
  return value;
}

// What stands in German addresses for the parts of the day and the ways.
constexpr std::array<std::pair<std::string_view, DayPart>, 3> parts{
    {{"vormittag", DayPart::morning}, {"nachmittag", DayPart::afternoon}, {"abend", DayPart::late}}};
constexpr std::array<std::pair<std::string_view, Channel>, 2> ways{
    {{"telefon", Channel::phone}, {"video", Channel::video}}};

template <class Table, class Value>
std::string_view word_of(Table const& table, Value value) {
  for (auto const& [word, one] : table) {
    if (one == value) return word;
  }
  return {};
}

}  // namespace

std::string key_of(Appointments& module, std::string const& slug) {
  auto const snapshot = module.catalog().snapshot();
  if (auto const* found = snapshot->by_slug(slug)) return found->key.value();
  return slug.find_first_of(": \t") == std::string::npos ? slug : std::string{};
}

Wish Search::wish() const {
  return {.items = items, .office = office, .part = part, .channel = channel, .staff = false, .from = from, .to = {}};
}

std::string slug_of(Appointments& module, std::string_view service) {
  auto const snapshot = module.catalog().snapshot();
  auto const* found = snapshot->by_key(service);
  return found == nullptr ? std::string{service} : found->slug;
}

Search read_search(Appointments& module, std::string_view encoded) {
  Search search;
  for (auto const& slug : http::fields(encoded, "dienst")) {
    auto const key = key_of(module, slug);
    bool const known =
        std::any_of(search.items.begin(), search.items.end(), [&](Item const& item) { return item.service == key; });
    if (key.empty() or known or search.items.size() == most_services) continue;
    auto const quantity = number_in(http::field(encoded, "anzahl-" + slug).value_or("1"), most_of_service);
    search.items.push_back({.service = key, .quantity = std::max(1, quantity.value_or(1))});
  }
  search.office = http::field(encoded, "ort").value_or("");
  auto const part = http::field(encoded, "tageszeit").value_or(""), way = http::field(encoded, "weg").value_or("");
  for (auto const& [word, value] : parts)
    if (word == part) search.part = value;
  for (auto const& [word, value] : ways)
    if (word == way) search.channel = value;
  search.step_free = http::field(encoded, "barrierefrei") == "ja";
  search.day = read_iso(http::field(encoded, "tag").value_or(""));
  search.from = read_iso(http::field(encoded, "ab").value_or(""));
  auto const moving = http::field(encoded, "termin").value_or("");
  if (moving.size() == 32 and moving.find_first_not_of("0123456789abcdef") == std::string::npos) search.moving = moving;
  return search;
}

std::string query_of(Appointments& module, Search const& search, bool with_filter) {
  std::string out;
  auto const add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (not out.empty()) out += '&';
    out += name;
    out += '=';
    html::escape_url(out, value);
  };
  for (auto const& item : search.items) {
    auto const slug = slug_of(module, item.service);
    add("dienst", slug);
    if (item.quantity > 1) add("anzahl-" + slug, std::to_string(item.quantity));
  }
  if (with_filter) {
    add("ort", search.office);
    add("tageszeit", word_of(parts, search.part));
    add("weg", word_of(ways, search.channel));
    if (search.step_free) add("barrierefrei", "ja");
  }
  add("termin", search.moving);
  return out;
}

void write_hidden(html::Writer& out, Appointments& module, Context& context, Search const& search) {
  auto const field = [&](std::string_view name, std::string_view value) {
    if (not value.empty()) out("<input type=\"hidden\" name=\"", name, "\" value=\"", value, "\">");
  };
  field("form", context.random.hex(16));
  for (auto const& item : search.items) {
    auto const slug = slug_of(module, item.service);
    field("dienst", slug);
    if (item.quantity > 1) field("anzahl-" + slug, std::to_string(item.quantity));
  }
  field("weg", word_of(ways, search.channel));
  field("termin", search.moving);
}

std::string time_value(std::string_view office, Day day, int minute) {
  std::chrono::year_month_day const date{day};
  return fmt::format("{}.{:04}{:02}{:02}{:02}{:02}", office, static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), minute / 60, minute % 60);
}

std::optional<TimeValue> read_time(std::string_view value) {
  auto const dot = value.rfind('.');
  if (dot == std::string_view::npos or value.size() - dot != 13) return std::nullopt;
  auto const digits = value.substr(dot + 1);
  auto const part = [&](std::size_t at, std::size_t size) {
    return number_in(digits.substr(at, size), 9999).value_or(-1);
  };
  std::chrono::year_month_day const date{std::chrono::year{part(0, 4)},
                                         std::chrono::month{static_cast<unsigned>(part(4, 2))},
                                         std::chrono::day{static_cast<unsigned>(part(6, 2))}};
  int const hour = part(8, 2), minute = part(10, 2);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos or not date.ok() or hour > 23 or minute > 59)
    return std::nullopt;
  return TimeValue{std::string{value.substr(0, dot)}, Day{date}, hour * 60 + minute};
}

std::vector<Calendar const*> offices_for(Board const& board, Context const& context, Search const& search) {
  auto calendars = board.view(search.office);
  std::erase_if(calendars, [&](Calendar const* calendar) {
    auto const* office = context.town->office(calendar->plan->settings.office);
    if (office == nullptr) return true;
    return search.step_free and std::find(office->accessibility.begin(), office->accessibility.end(), "step_free") ==
                                    office->accessibility.end();
  });
  return calendars;
}

}  // namespace kreislauf::appointments::resident
