#include "app/housekeeping.h"

#include "platform/acts/acts.h"

namespace kreislauf::app {

namespace {

constexpr int answer_days = 30;

std::optional<Instant> prune(authority::TownVisit& visit) {
  visit.db.write([&](db::Connection& connection) { acts::prune(connection, visit.house.clock.now(), answer_days); });
  return std::nullopt;
}

}  // namespace

authority::Module housekeeping(authority::House&) {
  return {.name = "acts",
          .folder = "platform/acts",
          .jobs = {{.name = "acts.prune", .when = authority::Job::When::daily, .run = prune}}};
}

}  // namespace kreislauf::app
