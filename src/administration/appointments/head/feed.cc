#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/head/head.h"
#include "platform/ical/ical.h"

// The calendar of an office or a desk, for the programs of staff: times, services and codes, no names.
namespace kreislauf::appointments::head {

namespace {

constexpr int days_back = 7, days_ahead = 60;

std::string token_of_feed(std::string_view secret, std::string_view office, std::int64_t desk) {
  return crypto::hmac_hex(secret, fmt::format("calendar:{}:{}", office, desk)).substr(0, 40);
}

struct Feed {
  std::string office;
  std::int64_t desk = 0;
};

/// Which calendar a token opens. All are tried: the time tells nothing about a token that is wrong.
std::optional<Feed> feed_of(Board const& board, std::string_view token) {
  std::optional<Feed> found;
  if (board.secret.empty()) return found;
  for (auto const& calendar : board.calendars) {
    auto const& plan = *calendar->plan;
    if (crypto::equal(token_of_feed(board.secret, plan.settings.office, 0), token))
      found = Feed{plan.settings.office, 0};
    for (auto const& desk : plan.desks) {
      if (crypto::equal(token_of_feed(board.secret, plan.settings.office, desk.id), token))
        found = Feed{plan.settings.office, desk.id};
    }
  }
  return found;
}

}  // namespace

std::string feed_path(std::string_view secret, std::string_view office, std::int64_t desk) {
  return "/verwaltung/kalender/" + token_of_feed(secret, office, desk);
}

http::Response calendar_feed(Appointments& module, http::Request const&, Context& c) {
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const feed = feed_of(*board, c.values[0]);
  if (not feed) throw NotFound{};
  auto const& plan = *board->of(feed->office)->plan;
  auto const* office = c.town->office(feed->office);
  auto const name = office != nullptr ? office->name : feed->office;
  std::vector<Appointment> bookings;
  c.db->read([&](db::Connection& connection) {
    bookings = store::from_day(connection, feed->office, board->first - std::chrono::days{days_back},
                               board->first + std::chrono::days{days_ahead});
  });
  std::vector<ical::Event> events;
  for (auto const& a : bookings) {
    bool const shown = a.desk != 0 and (feed->desk == 0 or a.desk == feed->desk) and a.state != State::reserved and
                       a.state != State::preconfirmed and a.state != State::missed;
    if (not shown) continue;
    std::string what;
    for (auto const& item : a.items)
      what += (what.empty() ? "" : ", ") + (item.quantity > 1 ? fmt::format("{} × ", item.quantity) : std::string{}) +
              service_name(module, c, plan, item.service);
    auto const desk =
        std::find_if(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == a.desk; });
    ical::Event event;
    event.uid = fmt::format("amt-{}@{}", a.id, c.authority->slug);
    event.starts_utc = parse_iso_utc(a.starts_at);
    event.minutes = a.minutes;
    event.summary = a.state == State::blocked ? std::string{"Gesperrt"} : fmt::format("{} ({})", what, a.code);
    event.location = desk == plan.desks.end() ? name : fmt::format("{}, {}", name, desk->name);
    event.stamp = c.clock.now();
    events.push_back(std::move(event));
  }
  http::Response response{
      .status = 200, .body = ical::calendar("Kreislauf", name, events), .caching = http::Caching::none};
  response.content_type = "text/calendar; charset=utf-8";
  return response;
}

}  // namespace kreislauf::appointments::head
