#include "administration/appointments/acts/free_times.h"

#include <algorithm>
#include <unordered_map>

#include "administration/appointments/store/overbooking.h"
#include "administration/appointments/store/store.h"

namespace kreislauf::appointments {

namespace {

Day today_of(Instant now) { return Day{legal_time(now).day}; }

/// Which calendar and which row of it a desk or a resource unit is.
struct Seat {
  std::size_t calendar, row;
};
std::unordered_map<std::int64_t, Seat> seats_of(FreeTimes const& free_times) {
  std::unordered_map<std::int64_t, Seat> seats;
  for (std::size_t i = 0; i < free_times.calendars.size(); ++i) {
    auto const& plan = *free_times.calendars[i]->plan;
    std::size_t row = 0;
    for (auto const* list : {&plan.desks, &plan.resources}) {
      for (auto const& desk : *list) seats[desk.id] = {i, row++};
    }
  }
  return seats;
}

std::shared_ptr<FreeTimes const> read_all(db::Connection& connection, crypto::Keys keys, Instant now,
                                          std::int64_t version) {
  auto free_times = std::make_shared<FreeTimes>();
  free_times->version = version;
  free_times->plans = store::plan_version(connection);
  free_times->change = store::change_range(connection).second;
  free_times->first = today_of(now);
  auto plans = store::load_plans(connection);
  free_times->days = 1;
  for (auto const& plan : plans) free_times->days = std::max(free_times->days, plan.settings.last_day + 2);
  std::vector<std::shared_ptr<Calendar>> calendars;
  for (auto& plan : plans) store::add_overbooking(connection, plan);
  for (auto& plan : plans)
    calendars.push_back(std::make_shared<Calendar>(
        make_calendar(std::make_shared<Plan const>(std::move(plan)), free_times->first, free_times->days)));
  free_times->calendars.assign(calendars.begin(), calendars.end());
  auto const seats = seats_of(*free_times);
  for (auto const& claim : store::claims_from(connection, free_times->first)) {
    auto const seat = seats.find(claim.desk);
    if (seat == seats.end() or not calendars[seat->second.calendar]->taken.covers(day_of(claim.day))) continue;
    auto const unit = static_cast<int>(claim.unit);
    calendars[seat->second.calendar]->taken.at(seat->second.row, day_of(claim.day)).set(unit, unit + 1);
  }
  for (auto& calendar : calendars) store::overbook(connection, *calendar, free_times->first);
  free_times->secrets = secrets_of(std::move(keys), store::secret(connection));
  return free_times;
}

/// A copy of `old` with the days that have changed read again; nothing when that does not suffice.
std::shared_ptr<FreeTimes const> follow(db::Connection& connection, FreeTimes const& old, std::int64_t version) {
  auto const [oldest, newest] = store::change_range(connection);
  if (oldest > old.change + 1) return nullptr;
  auto free_times = std::make_shared<FreeTimes>(old);
  free_times->version = version;
  free_times->change = std::max(newest, old.change);
  auto const seats = seats_of(old);
  std::map<std::pair<std::int64_t, std::int64_t>, bool> done;
  std::map<std::size_t, std::shared_ptr<Calendar>> copies;
  for (auto const& change : store::changes_after(connection, old.change)) {
    auto const seat = seats.find(change.desk);
    if (seat == seats.end() or not done.emplace(std::pair{change.desk, change.day}, true).second) continue;
    auto const& original = old.calendars[seat->second.calendar];
    if (not original->taken.covers(day_of(change.day))) continue;
    auto& copy = copies[seat->second.calendar];
    if (not copy) copy = std::make_shared<Calendar>(*original);
    DayBits bits;
    for (auto const& claim : store::claims_of(connection, change.desk, day_of(change.day)))
      bits.set(static_cast<int>(claim.unit), static_cast<int>(claim.unit) + 1);
    copy->taken.at(seat->second.row, day_of(change.day)) = bits;
  }
  for (auto& [at, copy] : copies) {
    if (copy->overbooking) store::overbook(connection, *copy, free_times->first);
    free_times->calendars[at] = std::move(copy);
  }
  return free_times;
}

}  // namespace

Calendar const* FreeTimes::of(std::string_view office) const {
  auto const found =
      std::lower_bound(calendars.begin(), calendars.end(), office,
                       [](auto const& calendar, std::string_view id) { return calendar->plan->settings.office < id; });
  return found != calendars.end() and (*found)->plan->settings.office == office ? found->get() : nullptr;
}

std::vector<Calendar const*> FreeTimes::view(std::string_view office) const {
  std::vector<Calendar const*> seen;
  for (auto const& calendar : calendars) {
    if (office.empty() or calendar->plan->settings.office == office) seen.push_back(calendar.get());
  }
  return seen;
}

FreeTimesCache::Kept& FreeTimesCache::kept(AuthorityKey const& key) {
  {
    std::shared_lock const lock{mutex_};
    if (auto const found = cache_.find(key); found != cache_.end()) return *found->second;
  }
  std::unique_lock const lock{mutex_};
  auto& entry = cache_[key];
  if (not entry) entry = std::make_unique<Kept>();
  return *entry;
}

std::shared_ptr<FreeTimes const> FreeTimesCache::known(AuthorityKey const& key) const {
  std::shared_lock const lock{mutex_};
  auto const found = cache_.find(key);
  return found == cache_.end() ? nullptr : found->second->free_times;
}

void FreeTimesCache::keep(Kept& kept, std::shared_ptr<FreeTimes const> free_times) {
  std::unique_lock const lock{mutex_};
  kept.free_times = std::move(free_times);
}

std::shared_ptr<FreeTimes const> FreeTimesCache::now(AuthorityKey const& key, db::Database& database, Instant now) {
  auto& entry = kept(key);
  auto const current = [&](std::int64_t version) {
    auto free_times = known(key);
    return free_times and free_times->version == version and free_times->first == today_of(now) ? free_times : nullptr;
  };
  // The version is read before the data: what is written in between is seen next time.
  auto version = database.version();
  if (auto free_times = current(version)) return free_times;
  std::lock_guard const one_at_a_time{entry.refreshing};
  version = database.version();
  if (auto free_times = current(version)) return free_times;
  auto const old = known(key);
  std::shared_ptr<FreeTimes const> free_times;
  database.read([&](db::Connection& connection) {
    if (old and old->first == today_of(now) and old->plans == store::plan_version(connection))
      free_times = follow(connection, *old, version);
    if (not free_times) free_times = read_all(connection, keys_of(key), now, version);
  });
  keep(entry, free_times);
  return free_times;
}

}  // namespace kreislauf::appointments
