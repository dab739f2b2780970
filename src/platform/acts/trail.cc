#include "platform/acts/trail.h"

#include <algorithm>

namespace kreislauf::acts {

namespace {

// Numbers and moments of events grow together: days are found by number, without an index that every act would have to
// write to.
constexpr auto newest_number = "SELECT COALESCE(MAX(id), 0) FROM events";
constexpr auto moment_from = "SELECT at FROM events WHERE id >= ? ORDER BY id LIMIT 1";
constexpr auto of_all = R"sql(
  SELECT id, at, kind, subject, actor, data FROM events WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?)sql";
constexpr auto of_somebody = R"sql(
  SELECT id, at, kind, subject, actor, data FROM events
  WHERE id >= ? AND id < ? AND (actor = ? OR subject = ?) ORDER BY id DESC LIMIT ?)sql";

/// The number of the first event at this moment or later; one more than the last when there is none.
std::int64_t first_from(db::Connection& connection, Instant moment) {
  auto const wanted = iso_utc(moment);
  std::int64_t low = 1, high = connection.number(newest_number) + 1;
  while (low < high) {
    auto const middle = low + (high - low) / 2;
    auto const at = connection.text(moment_from, middle);
    if (at and *at < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

}  // namespace

std::vector<Event> trail(db::Connection& connection, TrailWish const& wish) {
  auto const first = wish.from ? first_from(connection, *wish.from) : 0;
  auto end = wish.before > 0 ? wish.before : INT64_MAX;
  if (wish.until) end = std::min(end, first_from(connection, *wish.until));
  if (wish.who.empty()) return connection.query<Event>(of_all, first, end, wish.limit);
  return connection.query<Event>(of_somebody, first, end, wish.who, wish.who, wish.limit);
}

std::string value_in(std::string_view data, std::string_view name) {
  auto const key = "\"" + std::string{name} + "\":";
  auto const at = data.find(key);
  if (at == std::string_view::npos) return {};
  auto const value = data.substr(at + key.size());
  if (value.starts_with('"')) return std::string{value.substr(1, value.find('"', 1) - 1)};
  return std::string{value.substr(0, value.find_first_of(",}"))};
}

}  // namespace kreislauf::acts
