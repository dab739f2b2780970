#include "administration/appointments/acts/board.h"

#include <algorithm>
#include <unordered_map>

#include "administration/appointments/store/store.h"
#include "administration/appointments/times/overbooking.h"

namespace kreislauf::appointments {

namespace {

Day today_of(Instant now) { return Day{legal_time(now).day}; }

/// Which calendar and which row of it a desk or a resource unit is.
struct Seat {
  std::size_t calendar, row;
};
std::unordered_map<std::int64_t, Seat> seats_of(Board const& board) {
  std::unordered_map<std::int64_t, Seat> seats;
  for (std::size_t i = 0; i < board.calendars.size(); ++i) {
    auto const& plan = *board.calendars[i]->plan;
    std::size_t row = 0;
    for (auto const* list : {&plan.desks, &plan.resources}) {
      for (auto const& desk : *list) seats[desk.id] = {i, row++};
    }
  }
  return seats;
}

std::shared_ptr<Board const> read_all(db::Connection& connection, Instant now, std::int64_t version) {
  auto board = std::make_shared<Board>();
  board->version = version;
  board->plans = store::plan_version(connection);
  board->change = store::change_range(connection).second;
  board->first = today_of(now);
  auto plans = store::load_plans(connection);
  board->days = 1;
  for (auto const& plan : plans) board->days = std::max(board->days, plan.settings.last_day + 2);
  std::vector<std::shared_ptr<Calendar>> calendars;
  for (auto& plan : plans) add_overbooking(connection, plan);
  for (auto& plan : plans)
    calendars.push_back(std::make_shared<Calendar>(
        make_calendar(std::make_shared<Plan const>(std::move(plan)), board->first, board->days)));
  board->calendars.assign(calendars.begin(), calendars.end());
  auto const seats = seats_of(*board);
  for (auto const& claim : store::claims_from(connection, board->first)) {
    auto const seat = seats.find(claim.desk);
    if (seat == seats.end() or not calendars[seat->second.calendar]->taken.covers(day_of(claim.day))) continue;
    auto const unit = static_cast<int>(claim.unit);
    calendars[seat->second.calendar]->taken.at(seat->second.row, day_of(claim.day)).set(unit, unit + 1);
  }
  for (auto& calendar : calendars) overbook(connection, *calendar, board->first);
  board->secret = store::secret(connection);
  return board;
}

/// A copy of `old` with the days that have changed read again; nothing when that does not suffice.
std::shared_ptr<Board const> follow(db::Connection& connection, Board const& old, std::int64_t version) {
  auto const [oldest, newest] = store::change_range(connection);
  if (oldest > old.change + 1) return nullptr;
  auto board = std::make_shared<Board>(old);
  board->version = version;
  board->change = std::max(newest, old.change);
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
  for (auto& [place, copy] : copies) {
    if (copy->overbooking) overbook(connection, *copy, board->first);
    board->calendars[place] = std::move(copy);
  }
  return board;
}

}  // namespace

Calendar const* Board::of(std::string_view office) const {
  auto const found =
      std::lower_bound(calendars.begin(), calendars.end(), office,
                       [](auto const& calendar, std::string_view id) { return calendar->plan->settings.office < id; });
  return found != calendars.end() and (*found)->plan->settings.office == office ? found->get() : nullptr;
}

std::vector<Calendar const*> Board::view(std::string_view office) const {
  std::vector<Calendar const*> seen;
  for (auto const& calendar : calendars) {
    if (office.empty() or calendar->plan->settings.office == office) seen.push_back(calendar.get());
  }
  return seen;
}

Boards::Kept& Boards::kept(AuthorityKey const& key) {
  {
    std::shared_lock const lock{mutex_};
    if (auto const found = boards_.find(key); found != boards_.end()) return *found->second;
  }
  std::unique_lock const lock{mutex_};
  auto& entry = boards_[key];
  if (not entry) entry = std::make_unique<Kept>();
  return *entry;
}

std::shared_ptr<Board const> Boards::known(AuthorityKey const& key) const {
  std::shared_lock const lock{mutex_};
  auto const found = boards_.find(key);
  return found == boards_.end() ? nullptr : found->second->board;
}

void Boards::keep(Kept& kept, std::shared_ptr<Board const> board) {
  std::unique_lock const lock{mutex_};
  kept.board = std::move(board);
}

std::shared_ptr<Board const> Boards::now(AuthorityKey const& key, db::Database& database, Instant now) {
  auto& entry = kept(key);
  auto const current = [&](std::int64_t version) {
    auto board = known(key);
    return board and board->version == version and board->first == today_of(now) ? board : nullptr;
  };
  // The version is read before the data: what is written in between is seen next time.
  auto version = database.version();
  if (auto board = current(version)) return board;
  std::lock_guard const one_at_a_time{entry.refreshing};
  version = database.version();
  if (auto board = current(version)) return board;
  auto const old = known(key);
  std::shared_ptr<Board const> board;
  database.read([&](db::Connection& connection) {
    if (old and old->first == today_of(now) and old->plans == store::plan_version(connection))
      board = follow(connection, *old, version);
    if (not board) board = read_all(connection, now, version);
  });
  keep(entry, board);
  return board;
}

}  // namespace kreislauf::appointments
