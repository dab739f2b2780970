#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"
#include "platform/db/connection.h"

/// Reductions of a fee (Ermäßigungen) that applicants have claimed.
namespace kreislauf::applications {

struct ReductionClaim {
  enum class State : std::uint8_t {
    claimed,  ///< the reduced amount is asked for, the office has still to look at the proof
    accepted,
    refused,  ///< the rest was asked for
  };

  std::int64_t application = 0;
  std::int64_t account = 0;  ///< in which the proof shall be kept; 0: in none
  Money amount{};            ///< without the reduction; 0: nobody can say
  State state = State::claimed;
  std::string valid_until = {};  ///< day, of one that is accepted
  std::string decided_at = {};

  static ReductionClaim from(db::Row const& row);
};

namespace store {

void add(db::Connection& connection, ReductionClaim const& claim);
void save(db::Connection& connection, ReductionClaim const& claim);
std::optional<ReductionClaim> reduction_of(db::Connection& connection, std::int64_t application);
void remove_reduction(db::Connection& connection, std::int64_t application);

}  // namespace store

}  // namespace kreislauf::applications
