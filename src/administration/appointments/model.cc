#include "administration/appointments/model.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace kreislauf::appointments {

namespace {

using namespace std::string_view_literals;

constexpr std::array states{"free"sv,     "reserved"sv,   "preconfirmed"sv, "confirmed"sv, "queued"sv,
                            "called"sv,   "processing"sv, "pending"sv,      "parked"sv,    "missed"sv,
                            "finished"sv, "deleted"sv,    "blocked"sv};
constexpr std::array channels{"onsite"sv, "phone"sv, "video"sv};
constexpr std::array day_parts{"any"sv, "morning"sv, "afternoon"sv, "late"sv};

/// Place of the name in the list, which is the order of the enum.
template <class Enum, std::size_t count>
bool parse(std::array<std::string_view, count> const& names, std::string_view text, Enum& value) {
  auto const found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return false;
  value = static_cast<Enum>(found - names.begin());
  return true;
}

constexpr std::size_t most_items = 20, longest_service = 100;
constexpr int most_quantity = 20;

bool is_service(std::string_view text) {
  return not text.empty() and text.size() <= longest_service and
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' and c <= '~' and c != ':'; });
}

/// `99115005000000:2`; the quantity without sign or leading zero, so that every list has one text.
bool parse_item(std::string_view text, Item& item) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos or not is_service(text.substr(0, colon))) return false;
  auto const number = text.substr(colon + 1);
  auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), item.quantity);
  if (error != std::errc{} or end != number.data() + number.size() or number.starts_with('0')) return false;
  item.service = text.substr(0, colon);
  return item.quantity >= 1 and item.quantity <= most_quantity;
}

}  // namespace

std::string_view name_of(State state) { return states[static_cast<std::size_t>(state)]; }
bool parse_state(std::string_view text, State& state) { return parse(states, text, state); }

std::string_view name_of(Channel channel) { return channels[static_cast<std::size_t>(channel)]; }
bool parse_channel(std::string_view text, Channel& channel) { return parse(channels, text, channel); }

std::string_view name_of(DayPart part) { return day_parts[static_cast<std::size_t>(part)]; }
bool parse_day_part(std::string_view text, DayPart& part) { return parse(day_parts, text, part); }

std::string text_of(std::vector<Item> const& items) {
  std::string text;
  for (auto const& item : items) {
    if (not text.empty()) text += ' ';
    text += item.service + ':' + std::to_string(item.quantity);
  }
  return text;
}

std::vector<Item> items_of(std::string_view text) {
  std::vector<Item> items;
  if (text.empty() or text.size() > most_items * (longest_service + 4)) return {};
  for (auto const part : text::split(text, ' ')) {
    Item item;
    if (items.size() == most_items or not parse_item(part, item)) return {};
    for (auto const& other : items) {
      if (other.service == item.service) return {};
    }
    items.push_back(std::move(item));
  }
  return items;
}

bool Desk::does(std::string_view service) const {
  return skills.empty() or std::find(skills.begin(), skills.end(), service) != skills.end();
}

BookableService const* Plan::service(std::string_view key) const {
  auto const found =
      std::find_if(services.begin(), services.end(), [&](auto const& one) { return one.service == key; });
  return found == services.end() ? nullptr : &*found;
}

}  // namespace kreislauf::appointments
