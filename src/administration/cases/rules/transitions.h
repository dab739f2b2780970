#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "administration/cases/model.h"

namespace kreislauf::cases {

/// What can be done with a case.
enum class Verb : std::uint8_t {
  take,     ///< somebody takes it, also from somebody else
  give,     ///< somebody gets it from who distributes
  release,  ///< whoever has it gives it back to all
  begin,    ///< it is worked on elsewhere: in a specialist system
  set,      ///< another status for people to read
  ask,      ///< the applicant shall bring something
  answer,   ///< the applicant has
  go_on,    ///< without an answer
  propose,  ///< a decision, to be signed by somebody else
  refer,    ///< back to who has proposed it
  decide,
  withdraw,  ///< by the applicant
  reopen,
  hand_over,  ///< to another office, with the reason
  pass_on,    ///< to another authority
  take_back   ///< from there
};
std::string_view name_of(Verb verb);

struct Transition {
  Phase from;
  Verb verb;
  Phase to;
};
/// The whole table: what is not in it cannot happen.
std::span<Transition const> transitions();
std::optional<Phase> after(Phase from, Verb verb);

}  // namespace kreislauf::cases
