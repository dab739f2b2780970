#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/management/management.h"
#include "administration/appointments/shared/wording.h"
#include "platform/ical/ical.h"

// The calendar of an office or a desk, for the programs of staff: times, services and codes, no names.
namespace kreislauf::appointments::management {

namespace {

constexpr int days_back = 7, days_ahead = 60;

struct Feed {
  std::string office;
  std::int64_t desk = 0;
};

/// Which calendar a token opens. All are tried: the time tells nothing about a token that is wrong.
std::optional<Feed> feed_of(FreeTimes const& free_times, store::FeedNumbers const& numbers, std::string_view token) {
  std::optional<Feed> found;
  auto const look = [&](std::string const& office, std::int64_t desk) {
    if (opens_feed(free_times.secrets, token, office, desk, numbers.of(office, desk))) found = Feed{office, desk};
  };
  for (auto const& calendar : free_times.calendars) {
    auto const& plan = *calendar->plan;
    look(plan.settings.office, 0);
    for (auto const& desk : plan.desks) look(plan.settings.office, desk.id);
  }
  return found;
}

/// Times that somebody else may still get, and those at which nobody came, are no appointments of the desk.
bool is_shown(Appointment const& a, Feed const& feed) {
  bool const sure = a.state != State::reserved and a.state != State::preconfirmed and a.state != State::missed;
  return sure and a.desk != 0 and (feed.desk == 0 or a.desk == feed.desk);
}

std::string names_of(Appointments& module, TownContext const& c, Plan const& plan, std::vector<Item> const& items) {
  std::string text;
  for (auto const& item : items) {
    if (not text.empty()) text += ", ";
    if (item.quantity > 1) text += fmt::format("{} × ", item.quantity);
    text += service_name(module, c, plan, item.service);
  }
  return text;
}

ical::Event event_of(Appointments& module, TownContext const& c, Plan const& plan, std::string const& office,
                     Appointment const& a) {
  auto const desk =
      std::find_if(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == a.desk; });
  auto const what = names_of(module, c, plan, a.items);
  ical::Event event;
  event.uid = fmt::format("amt-{}@{}", a.id, c.authority.slug);
  event.starts_utc = parse_iso_utc(a.starts_at);
  event.minutes = a.minutes;
  event.summary = a.state == State::blocked ? std::string{"Gesperrt"} : fmt::format("{} ({})", what, a.code);
  event.location = desk == plan.desks.end() ? office : fmt::format("{}, {}", office, desk->name);
  event.stamp = c.clock.now();
  return event;
}

}  // namespace

std::string feed_path(Secrets const& secrets, std::string_view office, std::int64_t desk, std::int64_t number) {
  return "/verwaltung/kalender/" + feed_token_of(secrets, office, desk, number);
}

http::Response calendar_feed(Appointments& module, http::Request const&, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  store::FeedNumbers numbers;
  c.db.read([&](db::Connection& connection) { numbers = store::feed_numbers(connection); });
  auto const feed = feed_of(*free_times, numbers, c.path("token"));
  if (not feed) throw NotFound{};
  auto const& plan = *free_times->of(feed->office)->plan;
  auto const* office = c.town->office(feed->office);
  auto const& name = office != nullptr ? office->name : feed->office;
  std::vector<Appointment> bookings;
  c.db.read([&](db::Connection& connection) {
    auto const today = free_times->first;
    bookings = store::from_day(connection, feed->office, today - std::chrono::days{days_back},
                               today + std::chrono::days{days_ahead});
  });
  std::vector<ical::Event> events;
  for (auto const& a : bookings) {
    if (is_shown(a, *feed)) events.push_back(event_of(module, c, plan, name, a));
  }
  http::Response response{
      .status = 200, .body = ical::calendar("Kreislauf", name, events), .caching = http::Caching::none};
  response.content_type = "text/calendar; charset=utf-8";
  return response;
}

}  // namespace kreislauf::appointments::management
