#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/appointments/api/answers.h"
#include "administration/appointments/api/api.h"
#include "administration/appointments/api/reading.h"
#include "administration/appointments/shared/limits.h"
#include "platform/i18n/dates.h"

// What can be booked, and what is.
namespace kreislauf::appointments::api {

namespace json = boost::json;

namespace {

json::value or_null(std::string const& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object service_json(Appointments& module, TownContext const& c, Plan const& plan, BookableService const& one) {
  json::array channels;
  for (auto const channel : {Channel::onsite, Channel::phone, Channel::video}) {
    if (one.takes(channel)) channels.push_back(json::string{name_of(channel)});
  }
  return {{"service", one.service},
          {"slug", slug_of(module, one.service)},
          {"name", service_name(module, c, plan, one.service)},
          {"minutes", one.minutes},
          {"most", one.most},
          {"online", one.online},
          {"channels", channels}};
}

json::object office_json(Appointments& module, TownContext const& c, Day today, Plan const& plan) {
  auto const& s = plan.settings;
  json::array services;
  for (auto const& one : plan.services) services.push_back(service_json(module, c, plan, one));
  return {{"office", s.office},
          {"name", c.town->office(s.office)->name},
          {"firstDay", i18n::iso(today + std::chrono::days{s.first_day})},
          {"lastDay", i18n::iso(today + std::chrono::days{s.last_day})},
          {"leadMinutes", s.lead_minutes},
          {"holdMinutes", s.hold_minutes},
          {"changeMinutes", s.change_minutes},
          {"paused", or_null(s.paused)},
          {"services", services}};
}

/// Why no office can serve this at all; null when one can.
json::value why_not(std::vector<Calendar const*> const& calendars, Wish const& wish) {
  static constexpr std::array names{"",        "unknown_service", "too_many", "not_online", "not_this_way",
                                    "no_desk", "too_long",        "paused"};
  auto reason = Serves::unknown_service;
  for (auto const* calendar : calendars) {
    auto const answer = serves(*calendar->plan, wish);
    if (answer == Serves::yes) return nullptr;
    reason = std::max(reason, answer);
  }
  return json::value(names[static_cast<std::size_t>(reason)]);
}

std::optional<Day> day_in(Given const& given, std::string_view name) {
  auto const text = given.text(name);
  auto const day = i18n::parse_iso(text);
  if (not text.empty() and not day) throw BadRequest{fmt::format("{} must be a day like 2026-11-23", name)};
  return day;
}

std::size_t limit_in(Given const& given) {
  constexpr int most = 200, usual = 20;
  auto const text = given.text("limit");
  if (text.empty()) return usual;
  bool const digits = text.size() <= 4 and text.find_first_not_of("0123456789") == std::string::npos;
  auto const limit = digits ? std::stoi(text) : 0;
  if (limit < 1 or limit > most) throw BadRequest{fmt::format("limit must be between 1 and {}", most)};
  return static_cast<std::size_t>(limit);
}

Wish read_wish(Given const& given, Appointments& module) {
  Wish wish;
  wish.items = given.items(module);
  wish.office = given.text("office");
  if (wish.items.empty()) {
    throw BadRequest{
        "service is missing: the key of a service or its name in addresses, each followed by its quantity"};
  }
  if (auto const channel = given.text("channel"); not channel.empty() and not parse_channel(channel, wish.channel)) {
    throw BadRequest{"channel must be onsite, phone or video"};
  }
  if (auto const part = given.text("part"); not part.empty() and not parse_day_part(part, wish.part)) {
    throw BadRequest{"part must be any, morning, afternoon or late"};
  }
  wish.from = day_in(given, "from");
  wish.to = day_in(given, "to");
  if (auto const day = day_in(given, "day")) wish.from = wish.to = day;
  return wish;
}

}  // namespace

http::Response offices(Appointments& module, http::Request const&, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  json::array items;
  for (auto const* calendar : offices_for(*free_times, c, {}, false)) {
    items.push_back(office_json(module, c, free_times->first, *calendar->plan));
  }
  return answer({{"items", items}});
}

http::Response times(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const given = Given::query(request);
  auto const wish = read_wish(given, module);
  auto const limit = limit_in(given);
  auto const free_times = scene.free_times();
  auto const calendars = offices_for(*free_times, c, wish.office, given.text("stepFree") == "yes");
  return answer({{"items", times_json(calendars, wish, c.clock.now(), limit)}, {"reason", why_not(calendars, wish)}});
}

http::Response appointment(Appointments& module, http::Request const&, TownContext& c) {
  Scene const scene{module, c};
  auto const a = appointment_of(c, c.path("token"));
  bool const open = a.state == State::reserved or a.state == State::preconfirmed;
  bool const over = a.state == State::deleted or (open and is_over(a, c.clock.now()));
  if (over and a.confirmed_at.empty()) {
    return problem(410, "expired", "The time is no longer held. Nothing is booked.");
  }
  auto const free_times = scene.free_times();
  bool const has_code = a.state == State::confirmed or is_here(a.state);
  bool const kept = a.state == State::confirmed;
  auto body = time_json(a.office, a.day, a.minute, a.minutes);
  body["startsAt"] = a.starts_at;
  body["state"] = name_of(a.state);
  body["channel"] = name_of(a.channel);
  body["services"] = items_json(a.items);
  body["code"] = or_null(has_code ? a.code : std::string{});
  body["until"] = or_null(open ? a.until_at : std::string{});
  body["changeableUntil"] = or_null(kept ? iso_utc(changeable_until(*free_times, a)) : std::string{});
  return answer(body);
}

}  // namespace kreislauf::appointments::api
