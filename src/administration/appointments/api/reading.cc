#include "administration/appointments/api/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::api {

namespace json = boost::json;

namespace {

int number_of(std::string_view text, std::string_view name) {
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = error == std::errc{} and end == text.data() + text.size();
  if (not whole) throw BadRequest{fmt::format("{} must be a number", name)};
  return value;
}

/// `08:10`
int minute_of(std::string_view text) {
  constexpr auto wanted = "time is missing or not like 08:10";
  if (text.size() != 5 or text[2] != ':') throw BadRequest{wanted};
  int const hour = number_of(text.substr(0, 2), "time"), minute = number_of(text.substr(3), "time");
  if (hour < 0 or hour > 23 or minute < 0 or minute > 59) throw BadRequest{wanted};
  return hour * 60 + minute;
}

std::string text_of_value(json::value const& value, std::string_view name) {
  if (value.is_null()) return {};
  if (value.is_int64()) return std::to_string(value.as_int64());
  if (not value.is_string()) throw BadRequest{fmt::format("{} must be a text", name)};
  std::string text{value.as_string()};
  if (text.find('\0') != std::string::npos) throw BadRequest{fmt::format("{} must not hold a NUL character", name)};
  return text;
}

void add(std::vector<Item>& items, Appointments& module, std::string const& service, int quantity) {
  auto const key = key_of(module, service);
  if (key.empty()) throw BadRequest{"service must be the key of a service or its name in addresses"};
  if (quantity < 1 or quantity > most_of_service) {
    throw BadRequest{fmt::format("quantity must be between 1 and {}", most_of_service)};
  }
  bool const known = std::any_of(items.begin(), items.end(), [&](Item const& item) { return item.service == key; });
  if (known) throw BadRequest{"each service may be named once"};
  items.push_back({.service = key, .quantity = quantity});
  if (items.size() <= most_services) return;
  throw BadRequest{fmt::format("at most {} services fit into one appointment", most_services)};
}

std::vector<Item> items_of_form(std::string_view form, Appointments& module) {
  std::vector<std::pair<std::string, int>> found;
  for (auto const pair : text::split(form, '&')) {
    auto const name = pair.substr(0, pair.find('='));
    if (name != "service" and name != "quantity") continue;
    auto const value = http::field(pair, name);
    if (not value) throw BadRequest{fmt::format("{} cannot be read", name)};
    if (name == "service")
      found.emplace_back(*value, 1);
    else if (found.empty())
      throw BadRequest{"a quantity belongs behind its service"};
    else
      found.back().second = number_of(*value, "quantity");
  }
  std::vector<Item> items;
  for (auto const& [service, quantity] : found) add(items, module, service, quantity);
  return items;
}

int quantity_in(json::object const& object) {
  auto const* quantity = object.if_contains("quantity");
  return quantity == nullptr ? 1 : number_of(text_of_value(*quantity, "quantity"), "quantity");
}

std::vector<Item> items_of_list(json::value const& list, Appointments& module) {
  if (not list.is_array()) throw BadRequest{"services must be a list"};
  std::vector<Item> items;
  for (auto const& one : list.as_array()) {
    if (not one.is_object() or not one.as_object().contains("service")) {
      throw BadRequest{"each of services is an object with service and quantity"};
    }
    add(items, module, text_of_value(one.at("service"), "service"), quantity_in(one.as_object()));
  }
  return items;
}

}  // namespace

Given Given::query(http::Request const& request) {
  Given given;
  given.form_ = request.query;
  return given;
}

Given Given::body(http::Request const& request) {
  Given given;
  if (not request.content_type.starts_with("application/json")) {
    given.form_ = request.body;
    return given;
  }
  boost::system::error_code error;
  auto value = json::parse(request.body, error, {}, {.max_depth = 8});
  if (error or not value.is_object()) throw BadRequest{"the body is not a JSON object"};
  given.object_ = std::move(value.as_object());
  return given;
}

std::string Given::text(std::string_view name) const {
  if (not object_) return http::field(form_, name).value_or("");
  auto const* value = object_->if_contains(name);
  return value == nullptr ? std::string{} : text_of_value(*value, name);
}

std::vector<Item> Given::items(Appointments& module) const {
  if (not object_) return items_of_form(form_, module);
  if (auto const* list = object_->if_contains("services")) return items_of_list(*list, module);
  std::vector<Item> items;
  if (auto const service = text("service"); not service.empty()) add(items, module, service, quantity_in(*object_));
  return items;
}

Choice read_choice(Given const& given, std::vector<Item> items, Channel otherwise) {
  Choice choice;
  choice.wish.items = std::move(items);
  choice.wish.office = given.text("office");
  if (choice.wish.office.empty()) throw BadRequest{"office is missing"};
  auto const day = i18n::parse_iso(given.text("day"));
  if (not day) throw BadRequest{"day is missing or not like 2026-11-23"};
  choice.day = *day;
  choice.minute = minute_of(given.text("time"));
  choice.wish.channel = otherwise;
  auto const channel = given.text("channel");
  if (channel.empty() or parse_channel(channel, choice.wish.channel)) return choice;
  throw BadRequest{"channel must be onsite, phone or video"};
}

}  // namespace kreislauf::appointments::api
