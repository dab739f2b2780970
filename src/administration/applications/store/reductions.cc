#include "administration/applications/store/reductions.h"

#include <algorithm>
#include <array>

namespace kreislauf::applications {

namespace {

constexpr std::array<std::string_view, 3> states{"claimed", "accepted", "refused"};

std::string_view name_of(ReductionClaim::State state) { return states[static_cast<std::size_t>(state)]; }

constexpr auto insert_claim = R"sql(
  INSERT INTO reduction_claims (application, account, amount, state, valid_until, decided_at)
  VALUES (?, ?, ?, ?, ?, ?))sql";
constexpr auto update_claim =
    "UPDATE reduction_claims SET account = ?, state = ?, valid_until = ?, decided_at = ? WHERE application = ?";
constexpr auto one_claim = R"sql(
  SELECT application, account, amount, state, valid_until, decided_at FROM reduction_claims WHERE application = ?)sql";
constexpr auto drop_claim = "DELETE FROM reduction_claims WHERE application = ?";

}  // namespace

ReductionClaim ReductionClaim::from(db::Row const& row) {
  auto const found = std::find(states.begin(), states.end(), row.text(3));
  return {.application = row.integer(0),
          .account = row.integer(1),
          .amount = {row.integer(2)},
          .state = found == states.end() ? State::claimed : static_cast<State>(found - states.begin()),
          .valid_until = row.string(4),
          .decided_at = row.string(5)};
}

namespace store {

void add(db::Connection& connection, ReductionClaim const& c) {
  connection.exec(insert_claim, c.application, c.account, c.amount, name_of(c.state), c.valid_until, c.decided_at);
}

void save(db::Connection& connection, ReductionClaim const& c) {
  connection.exec(update_claim, c.account, name_of(c.state), c.valid_until, c.decided_at, c.application);
}

std::optional<ReductionClaim> reduction_of(db::Connection& connection, std::int64_t application) {
  return connection.one<ReductionClaim>(one_claim, application);
}

void remove_reduction(db::Connection& connection, std::int64_t application) {
  connection.exec(drop_claim, application);
}

}  // namespace store

}  // namespace kreislauf::applications
