#include "administration/appointments/api/api.h"

#include <fmt/format.h>

#include <boost/json.hpp>

// What can be booked, and what is.
namespace kreislauf::appointments::api {

namespace json = boost::json;

namespace {

json::array offers_json(Appointments& module, Context const& c, Plan const& plan) {
  json::array items;
  for (auto const& offer : plan.offers) {
    json::array channels;
    for (auto const channel : {Channel::onsite, Channel::phone, Channel::video}) {
      if (offer.takes(channel)) channels.push_back(json::string{name_of(channel)});
    }
    items.push_back({{"service", offer.service},
                     {"slug", resident::slug_of(module, offer.service)},
                     {"name", service_name(module, c, plan, offer.service)},
                     {"minutes", offer.minutes},
                     {"most", offer.most},
                     {"online", offer.online},
                     {"channels", channels}});
  }
  return items;
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
  auto const day = resident::read_iso(text);
  if (not text.empty() and not day) throw BadRequest{fmt::format("{} must be a day like 2026-11-23", name)};
  return day;
}

std::size_t limit_in(Given const& given) {
  constexpr int most = 200, usual = 20;
  auto const text = given.text("limit");
  if (text.empty()) return usual;
  auto const limit = text.size() > 4 or text.find_first_not_of("0123456789") != std::string::npos ? 0 : std::stoi(text);
  if (limit < 1 or limit > most) throw BadRequest{fmt::format("limit must be between 1 and {}", most)};
  return static_cast<std::size_t>(limit);
}

json::value or_null(std::string const& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

}  // namespace

http::Response offices(Appointments& module, http::Request const&, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  json::array items;
  for (auto const* calendar : resident::offices_for(*board, c, {})) {
    auto const& plan = *calendar->plan;
    auto const& s = plan.settings;
    items.push_back({{"office", s.office},
                     {"name", c.town->office(s.office)->name},
                     {"firstDay", resident::iso_of(board->first + std::chrono::days{s.first_day})},
                     {"lastDay", resident::iso_of(board->first + std::chrono::days{s.last_day})},
                     {"leadMinutes", s.lead_minutes},
                     {"holdMinutes", s.hold_minutes},
                     {"changeMinutes", s.change_minutes},
                     {"paused", or_null(s.paused)},
                     {"services", offers_json(module, c, plan)}});
  }
  return answer({{"items", items}});
}

http::Response times(Appointments& module, http::Request const& request, Context& c) {
  Scene const scene{module, c};
  auto const given = Given::query(request);
  Wish wish;
  wish.items = given.items(module);
  wish.office = given.text("office");
  if (wish.items.empty())
    throw BadRequest{
        "service is missing: the key of a service or its name in addresses, each followed by its quantity"};
  if (auto const channel = given.text("channel"); not channel.empty() and not parse_channel(channel, wish.channel))
    throw BadRequest{"channel must be onsite, phone or video"};
  if (auto const part = given.text("part"); not part.empty() and not parse_day_part(part, wish.part))
    throw BadRequest{"part must be any, morning, afternoon or late"};
  wish.from = day_in(given, "from");
  wish.to = day_in(given, "to");
  if (auto const day = day_in(given, "day")) wish.from = wish.to = day;
  auto const board = scene.board();
  auto const calendars =
      resident::offices_for(*board, c, {.office = wish.office, .step_free = given.text("stepFree") == "yes"});
  return answer(
      {{"items", times_json(calendars, wish, c.clock.now(), limit_in(given))}, {"reason", why_not(calendars, wish)}});
}

http::Response appointment(Appointments& module, http::Request const&, Context& c) {
  Scene const scene{module, c};
  auto const a = resident::appointment_of(c, c.values[0]);
  bool const open = a.state == State::reserved or a.state == State::preconfirmed;
  bool const over = a.state == State::deleted or (open and parse_iso_utc(a.until_at) <= c.clock.now());
  if (over and a.confirmed_at.empty()) return problem(410, "expired", "The time is no longer held. Nothing is booked.");
  auto const board = scene.board();
  bool const has_code = a.state == State::confirmed or is_here(a.state);
  auto body = time_json(a.office, a.day, a.minute, a.minutes);
  body["startsAt"] = a.starts_at;
  body["state"] = name_of(a.state);
  body["channel"] = name_of(a.channel);
  body["services"] = items_json(a.items);
  body["code"] = or_null(has_code ? a.code : std::string{});
  body["until"] = or_null(open ? a.until_at : std::string{});
  body["changeableUntil"] =
      or_null(a.state == State::confirmed ? iso_utc(resident::changeable_until(*board, a)) : std::string{});
  return answer(body);
}

}  // namespace kreislauf::appointments::api
