#include "administration/appointments/acts/environment.h"

#include <algorithm>

#include "administration/appointments/store/overbooking.h"

namespace kreislauf::appointments {

namespace {

std::shared_ptr<Plan const> plan_in(FreeTimes const& free_times, std::string_view office) {
  auto const* calendar = free_times.of(office);
  return calendar == nullptr ? nullptr : calendar->plan;
}

std::shared_ptr<Plan const> read_plan(db::Connection& connection, std::string_view office) {
  auto plans = store::load_plans(connection);
  auto const of_office = [&](Plan const& plan) { return plan.settings.office == office; };
  auto const found = std::find_if(plans.begin(), plans.end(), of_office);
  if (found == plans.end()) return nullptr;
  store::add_overbooking(connection, *found);
  return std::make_shared<Plan const>(std::move(*found));
}

}  // namespace

std::shared_ptr<FreeTimes const> Environment::last_free_times() const {
  auto last = cache.known(key);
  return last and last->first == day_of(clock.now()) ? last : free_times();
}

Secrets secrets_in(acts::Transaction& tx, Environment const& env) {
  auto const known = env.cache.known(env.key);
  return known ? known->secrets : secrets_of(env.cache.keys_of(env.key), store::secret(tx.db));
}

std::shared_ptr<Plan const> known_plan(acts::Transaction& tx, Environment const& env, std::string_view office) {
  auto const known = env.cache.known(env.key);
  auto plan = known ? plan_in(*known, office) : nullptr;
  if (not plan) plan = read_plan(tx.db, office);
  if (not plan) throw NotFound{};
  return plan;
}

std::shared_ptr<Plan const> find_plan(acts::Transaction& tx, Environment const& env, std::string_view office) {
  auto const known = env.cache.known(env.key);
  bool const in_force = known and known->plans == store::plan_version(tx.db);
  return in_force ? plan_in(*known, office) : read_plan(tx.db, office);
}

std::shared_ptr<Plan const> plan_in_force(acts::Transaction& tx, Environment const& env, std::string_view office) {
  auto plan = find_plan(tx, env, office);
  if (not plan) throw NotFound{};
  return plan;
}

Plan const& plan_of(FreeTimes const& free_times, std::string_view office) {
  auto const* calendar = free_times.of(office);
  if (calendar == nullptr) throw NotFound{};
  return *calendar->plan;
}

}  // namespace kreislauf::appointments
