#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "administration/appointments/api/api.h"
#include "base/text.h"

namespace kreislauf::appointments::api {

namespace json = boost::json;

namespace {

constexpr std::size_t next_times = 5, longest_key = 200, shortest_key = 8;

int number_of(std::string_view text, std::string_view name) {
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} or end != text.data() + text.size())
    throw BadRequest{fmt::format("{} must be a number", name)};
  return value;
}

/// `2026-11-23` and `08:10`
int minute_of(std::string_view text) {
  if (text.size() != 5 or text[2] != ':') throw BadRequest{"time is missing or not like 08:10"};
  int const hour = number_of(text.substr(0, 2), "time"), minute = number_of(text.substr(3), "time");
  if (hour < 0 or hour > 23 or minute < 0 or minute > 59) throw BadRequest{"time is missing or not like 08:10"};
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
  auto const key = resident::key_of(module, service);
  if (key.empty()) throw BadRequest{"service must be the key of a service or its name in addresses"};
  if (quantity < 1 or quantity > resident::most_of_service)
    throw BadRequest{fmt::format("quantity must be between 1 and {}", resident::most_of_service)};
  if (std::any_of(items.begin(), items.end(), [&](Item const& item) { return item.service == key; }))
    throw BadRequest{"each service may be named once"};
  items.push_back({.service = key, .quantity = quantity});
  if (items.size() > resident::most_services)
    throw BadRequest{fmt::format("at most {} services fit into one appointment", resident::most_services)};
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
  std::vector<Item> items;
  auto const quantity_in = [](json::object const& object) {
    auto const* quantity = object.if_contains("quantity");
    return quantity == nullptr ? 1 : number_of(text_of_value(*quantity, "quantity"), "quantity");
  };
  if (auto const* list = object_->if_contains("services")) {
    if (not list->is_array()) throw BadRequest{"services must be a list"};
    for (auto const& one : list->as_array()) {
      if (not one.is_object() or not one.as_object().contains("service"))
        throw BadRequest{"each of services is an object with service and quantity"};
      add(items, module, text_of_value(one.at("service"), "service"), quantity_in(one.as_object()));
    }
  } else if (auto const service = text("service"); not service.empty()) {
    add(items, module, service, quantity_in(*object_));
  }
  return items;
}

Choice read_choice(Given const& given, std::vector<Item> items, Channel otherwise) {
  Choice choice;
  choice.wish.items = std::move(items);
  choice.wish.office = given.text("office");
  if (choice.wish.office.empty()) throw BadRequest{"office is missing"};
  auto const day = resident::read_iso(given.text("day"));
  if (not day) throw BadRequest{"day is missing or not like 2026-11-23"};
  choice.day = *day;
  choice.minute = minute_of(given.text("time"));
  choice.wish.channel = otherwise;
  if (auto const channel = given.text("channel");
      not channel.empty() and not parse_channel(channel, choice.wish.channel))
    throw BadRequest{"channel must be onsite, phone or video"};
  return choice;
}

http::Response answer(json::object const& body, unsigned status) {
  return {.status = status,
          .content_type = "application/json",
          .body = json::serialize(body),
          .caching = http::Caching::none};
}

http::Response problem(unsigned status, std::string_view code, std::string_view detail, json::object more) {
  json::object body{
      {"type", "about:blank"}, {"title", http::reason(status)}, {"status", status}, {"detail", detail}, {"code", code}};
  for (auto& [name, value] : more) body[name] = std::move(value);
  return {.status = status,
          .content_type = "application/problem+json",
          .body = json::serialize(body),
          .caching = http::Caching::none};
}

std::optional<http::Response> without_key(http::Request const& request) {
  auto const& key = request.idempotency_key;
  bool const printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' and c < '\x7f'; });
  if (printable and key.size() >= shortest_key and key.size() <= longest_key) return std::nullopt;
  return problem(400, "key_missing",
                 "Send a header Idempotency-Key with 8 to 200 printable characters: a new random text for each act, "
                 "the same one when you try again. Nothing was stored.");
}

json::object time_json(std::string_view office, Day day, int minute, int minutes) {
  return {{"office", office},
          {"day", resident::iso_of(day)},
          {"time", fmt::format("{:02}:{:02}", minute / 60, minute % 60)},
          {"startsAt", iso_utc(instant_of(day, minute))},
          {"minutes", minutes}};
}

json::array times_json(std::vector<Calendar const*> const& calendars, Wish const& wish, Instant now,
                       std::size_t limit) {
  json::array items;
  for (auto const& time : earliest(calendars, wish, now, limit)) {
    auto const& plan = *calendars[time.calendar]->plan;
    items.push_back(time_json(plan.settings.office, time.day, time.minute, minutes_for(plan, wish.items)));
  }
  return items;
}

json::array items_json(std::vector<Item> const& items) {
  json::array out;
  for (auto const& item : items) out.push_back({{"service", item.service}, {"quantity", item.quantity}});
  return out;
}

http::Response run(std::function<acts::Answer()> const& act) {
  try {
    auto const done = act();
    return {
        .status = done.status, .content_type = "application/json", .body = done.body, .caching = http::Caching::none};
  } catch (acts::KeyReused const&) {
    return problem(422, "key_reused",
                   "This Idempotency-Key was already used for something else. Make a new one. Nothing was stored.");
  } catch (TooMany const& reason) {
    return problem(
        409, "too_many",
        "This person has as many open appointments for this service as the office allows. The time is still held.",
        {{"limit", reason.limit}});
  } catch (NotNow const& reason) {
    if (reason.state == State::deleted or reason.state == State::reserved)
      return problem(410, "expired",
                     "The time is no longer held, or the appointment was cancelled. Nothing was stored.");
    return problem(409, "wrong_state", "This cannot be done with the appointment as it is now. Nothing was stored.",
                   {{"state", name_of(reason.state)}});
  }
}

http::Response taken(Scene const& scene, Context const& c, Wish wish) {
  auto const board = scene.board();
  wish.office.clear();
  auto const calendars = resident::offices_for(*board, c, {});
  return problem(409, "time_taken", "This time is not free. The next free times stand in next. Nothing was stored.",
                 {{"next", times_json(calendars, wish, c.clock.now(), next_times)}});
}

}  // namespace kreislauf::appointments::api
