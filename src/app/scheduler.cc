#include "app/scheduler.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/errors.h"
#include "base/log.h"
#include "platform/acts/days.h"

namespace kreislauf::app {

namespace {

constexpr std::size_t hurried_step = 40;  // authorities looked at in a second after the start
constexpr std::size_t seconds_of_a_turn = 200;
constexpr std::size_t daily_step = 20;  // authorities whose day begins in one second
constexpr auto pause_after_failure = std::chrono::minutes{5};

}  // namespace

Scheduler::Scheduler(authority::House& house, std::vector<authority::Module> const& modules, bool by_itself)
    : house_{house} {
  for (auto const& module : modules) {
    for (auto const& job : module.jobs) (job.when == authority::Job::When::daily ? daily_ : due_).push_back(job);
  }
  if (by_itself) loop_.emplace(std::chrono::seconds{1}, [this] { look(); });
}

std::optional<Instant> Scheduler::Seen::earliest() const {
  auto first = daily_again;
  for (auto const& [name, at] : next) first = first ? std::min(*first, at) : at;
  return first;
}

void Scheduler::look() {
  if (not on_duty()) return;
  auto const directory = house_.authorities.directory();
  auto const& all = directory->all();
  auto const now = house_.clock.now();
  std::chrono::sys_days const today{legal_time(now).day};
  std::set<std::size_t> wanted;
  auto const step = first_turn_ ? hurried_step : all.size() / seconds_of_a_turn + 1;
  for (std::size_t i = 0; i < step and round_ < all.size(); ++i) wanted.insert(round_++);
  if (round_ >= all.size()) {
    if (first_turn_) tell_unreadable();
    round_ = 0;
    first_turn_ = false;
  }
  std::size_t days_begun = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto const& seen = seen_[all[i].key];
    auto const earliest = seen.earliest();
    bool const new_day = seen.day != today and not seen.daily_again and days_begun < daily_step;
    if (new_day) ++days_begun;
    if (new_day or (earliest and *earliest <= now) or house_.authorities.town_is_loaded(all[i].key)) wanted.insert(i);
  }
  for (auto const i : wanted) visit(all[i], seen_[all[i].key]);
}

/// All have been opened once since the start.
void Scheduler::tell_unreadable() const {
  std::string keys;
  for (auto const& key : house_.authorities.unreadable()) keys += (keys.empty() ? "" : " ") + key.value();
  if (not keys.empty()) log::error("authorities_unreadable", keys);
}

void Scheduler::visit(authority::Authority const& authority, Seen& seen) {
  bool const opened = guarded(authority, "opening", [&] {
    authority::TownVisit visit{house_, authority, house_.store.authority(authority.key)};
    // The version from before: what others have written meanwhile is looked at next time.
    auto const version = visit.db.version();
    do_daily(visit, seen);
    do_due(visit, seen, version != seen.version);
    seen.version = version;
    if (not house_.authorities.town_is_loaded(authority.key))
      house_.store.rest(authority.key);  // its file need not stay open for us
  });
  house_.authorities.note(authority.key, opened);
  if (not opened) seen.daily_again = house_.clock.now() + pause_after_failure;
}

bool Scheduler::on_duty() {
  try {
    return house_.store.on_duty();
  } catch (StoreError const& reason) {
    log::error("store_failed", reason.what());
    return false;
  }
}

bool Scheduler::guarded(authority::Authority const& authority, std::string_view what, FunctionRef<void()> work) {
  try {
    work();
    return true;
  } catch (StoreError const& reason) {
    log::error("job_failed", fmt::format("{} {}: {}", authority.key.value(), what, reason.what()));
  } catch (std::exception const& reason) {
    log::error("job_failed", fmt::format("{} {}: {}", authority.key.value(), what,
                                         typeid(reason).name()));  // its words may name somebody
  } catch (...) {
    log::error("job_failed", fmt::format("{} {}", authority.key.value(), what));
  }
  return false;
}

void Scheduler::do_daily(authority::TownVisit& visit, Seen& seen) {
  auto const now = house_.clock.now();
  std::chrono::sys_days const today{legal_time(now).day};
  bool const again = seen.daily_again and *seen.daily_again <= now;
  if (seen.day == today and not again) return;
  seen.day = today;
  seen.daily_again.reset();
  std::map<std::string, std::chrono::sys_days> done;
  bool plausible = true;
  visit.db.read([&](db::Connection& connection) {
    done = acts::job_days(connection);
    plausible = acts::clock_is_plausible(connection, today);
  });
  seen.held = not plausible;
  if (seen.held) {
    seen.daily_again = now + pause_after_failure;
    if (not again)
      log::error("days_held",
                 fmt::format("{}: the last day noted is far from today; look at the clock, then kreislauf close",
                             visit.authority.key.value()));
    return;
  }
  for (auto const& job : daily_) {
    if (auto const last = done.find(std::string{job.name}); last != done.end() and last->second >= today) continue;
    bool const fine = guarded(visit.authority, job.name, [&] {
      job.run(visit);
      visit.db.write([&](db::Connection& connection) { acts::keep_job_day(connection, job.name, today); });
    });
    if (not fine) seen.daily_again = now + pause_after_failure;
  }
  // Jobs of the day erase what nobody may keep any longer.
  guarded(visit.authority, "settling", [&] { visit.db.settle(); });
}

void Scheduler::do_due(authority::TownVisit& visit, Seen& seen, bool changed) {
  if (seen.held) return;
  auto const now = house_.clock.now();
  for (auto const& job : due_) {
    auto const at = seen.next.find(job.name);
    if (not changed and (at == seen.next.end() or at->second > now)) continue;
    seen.next.erase(job.name);
    std::optional<Instant> next;
    if (not guarded(visit.authority, job.name, [&] { next = job.run(visit); })) next = now + pause_after_failure;
    if (next) seen.next[job.name] = *next;
  }
}

}  // namespace kreislauf::app
