#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "administration/appointments/model.h"

namespace kreislauf::appointments {

/// What can be done with an appointment.
enum class Verb : std::uint8_t {
  hold,
  extend,
  book,
  correct,
  confirm,
  move,
  cancel,
  expire,
  release,
  offer,
  accept,
  book_for,  // before the day
  check_in,
  take_number,
  call,
  call_again,
  start,
  park,
  wait_on,
  no_show,
  expect,  ///< the no-show was a mistake
  follow_up,
  finish,  // on the day
  block,
  unblock,
};
std::string_view name_of(Verb verb);
bool parse_verb(std::string_view text, Verb& verb);

struct Transition {
  State from;
  Verb verb;
  State to;
};
/// The whole table: what is not in it cannot happen.
std::span<Transition const> transitions();
/// Where `verb` leads from `from`, or nothing.
std::optional<State> after(State from, Verb verb);

/// A booking that keeps its time on the desk.
constexpr bool holds_time(State state) {
  return state == State::reserved or state == State::preconfirmed or state == State::confirmed or
         state == State::blocked;
}
/// Somebody who is in the office now.
constexpr bool is_here(State state) {
  return state == State::queued or state == State::called or state == State::processing or state == State::pending or
         state == State::parked;
}

/// Who did not come. Who was there and left before the turn came is in the same state, and never a no-show.
inline bool is_no_show(Appointment const& a) { return a.state == State::missed and a.arrived_at.empty(); }

}  // namespace kreislauf::appointments
