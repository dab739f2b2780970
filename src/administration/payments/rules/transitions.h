#pragma once

#include <span>

#include "administration/payments/model.h"

namespace kreislauf::payments {

/// What can happen to a receivable.
enum class Verb : std::uint8_t {
  lose_track,  ///< a charge was not answered
  authorise,
  release,  ///< a charge came to nothing
  pay,      ///< money has come
  refund,   ///< money has gone back
  cancel,
};
std::string_view name_of(Verb verb);

struct Transition {
  State from;
  Verb verb;
  State to;
};
/// The whole table: what is not in it cannot happen.
std::span<Transition const> transitions();
bool may(State from, Verb verb, State to);

/// What the sums of a receivable and its charges make of it. `undecided` is the step of a charge without a final
/// answer, `unanswered` whether the provider was asked about it in vain.
struct Standing {
  Money amount{}, received{}, refunded{};
  bool cancelled = false;
  bool authorised = false, unanswered = false;
};
State state_of(Standing const& standing);

/// A charge only goes forward: what comes late or out of order changes nothing. But money that came after all counts,
/// also where the charge was given up.
bool may(Step from, Step to);

}  // namespace kreislauf::payments
