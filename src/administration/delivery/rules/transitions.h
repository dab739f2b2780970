#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "administration/delivery/model.h"

namespace kreislauf::delivery {

/// What can happen to a delivery.
enum class Verb : std::uint8_t {
  prepare,     ///< what nobody sees yet is there
  lose_track,  ///< it is handed over now: until there is an answer, nobody knows
  hand_over,   ///< the other side has it
  reopen,      ///< asked, the other side has not got it: once more
  let_go,      ///< asked, the other side has not got it, and nobody wants it there any more
  restart,     ///< what was prepared is gone there: from the beginning
  arrive,
  reject,
  fail,
  recall,  ///< taken back, or kept here
  again,   ///< somebody in the office sends it once more
};
std::string_view name_of(Verb verb);

struct Transition {
  State from;
  Verb verb;
  State to;
};
/// The whole table: what is not in it cannot happen.
std::span<Transition const> transitions();
/// Where this leads; nothing where it cannot happen.
std::optional<State> after(State from, Verb verb);

}  // namespace kreislauf::delivery
