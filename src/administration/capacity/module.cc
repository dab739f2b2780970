#include "administration/capacity/capacity.h"
#include "administration/capacity/store/store.h"
#include "base/clock.h"

namespace kreislauf::capacity {

namespace {

/// Somebody may still ask what was on a day that is just over.
constexpr std::chrono::days kept{31};

std::optional<Instant> forget(authority::TownVisit& visit) {
  auto const today = std::chrono::sys_days{legal_time(visit.house.clock.now()).day};
  visit.db.write([&](db::Connection& connection) { store::forget_before(connection, today - kept); });
  return std::nullopt;
}

/// `calendar:sperrmuell-abholen`
authority::EventReader event_reader() {
  constexpr std::string_view prefix = "calendar:";
  auto const read = [prefix](db::Connection&, authority::TownContext const&, std::string_view subject,
                             std::string_view) {
    return authority::EventAbout{.what = "Kalender " + std::string{subject.substr(prefix.size())}};
  };
  return {.prefix = prefix, .read = read};
}

}  // namespace

std::vector<Day> free_days(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                           std::size_t limit) {
  return store::free_from(connection, calendar, first, limit);
}

std::vector<Day> all_days(db::Connection& connection, std::string_view calendar, std::chrono::sys_days first,
                          std::size_t limit) {
  return store::days_from(connection, calendar, first, limit);
}

authority::Module module() {
  return {.name = "capacity",
          .folder = "administration/capacity",
          .event_words = {{"capacity.set", "Plätze je Tag eingestellt"}},
          .event_readers = {event_reader()},
          .jobs = {{.name = "capacity.forget", .when = authority::Job::When::daily, .run = forget}}};
}

}  // namespace kreislauf::capacity
