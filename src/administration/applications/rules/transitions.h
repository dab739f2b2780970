#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "administration/applications/model.h"

namespace kreislauf::applications {

/// What can be done with an application.
enum class Verb : std::uint8_t {
  save,
  suspend,
  discard,
  submit,
  withdraw,
  deliver,
  accept,
  reject,
  identify,
  ask_signature,  ///< the applicant has declared it; others are asked to sign
  cosign,         ///< one of them has signed
  refuse_cosign,  ///< one of them does not sign
  lapse,          ///< nobody has signed in time
  reopen,         ///< the applicant takes it back to change it
  resume,         ///< the office looks at it once more after its decision
  pass_on,        ///< another authority is competent and goes on with it
  come_back,      ///< that one is not, either
};
std::string_view name_of(Verb verb);

struct Transition {
  State from;
  Verb verb;
  std::optional<State> to;  ///< nothing: it is gone
};
/// The whole table: what is not in it cannot happen.
std::span<Transition const> transitions();
/// What the table says of this, or nullptr.
Transition const* find_transition(State from, Verb verb);

}  // namespace kreislauf::applications
