#include "administration/applications/store/taken_down.h"

namespace kreislauf::applications::store {

namespace {

constexpr auto some_taken_down = R"sql(
  SELECT id, service, channel, state, changed_at, erase_on FROM applications
  WHERE office = ? AND state IN ('begun', 'suspended', 'to_cosign') AND channel IN ('counter', 'phone', 'paper')
  ORDER BY id DESC LIMIT ?)sql";

}  // namespace

TakenDown TakenDown::from(db::Row const& row) {
  return {.id = row.integer(0),
          .service = row.string(1),
          .channel = channel_in(row.text(2)),
          .waits = row.text(3) == name_of(State::to_cosign),
          .changed_at = row.string(4),
          .erase_on = row.string(5)};
}

std::vector<TakenDown> taken_down_in(db::Connection& connection, std::string_view office, std::size_t limit) {
  return connection.query<TakenDown>(some_taken_down, office, limit);
}

}  // namespace kreislauf::applications::store
