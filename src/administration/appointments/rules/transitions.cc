#include "administration/appointments/rules/transitions.h"

#include <algorithm>
#include <array>

namespace kreislauf::appointments {

namespace {

using enum State;

// From, what is done, to. The diagram in docs/appointments.md is this table.
constexpr auto table = std::to_array<Transition>({
    {free, Verb::hold, reserved},
    {free, Verb::book_for, confirmed},
    {free, Verb::take_number, queued},
    {free, Verb::block, blocked},
    {reserved, Verb::extend, reserved},
    {reserved, Verb::book, preconfirmed},
    {reserved, Verb::offer, reserved},
    {reserved, Verb::accept, confirmed},
    {reserved, Verb::release, deleted},
    {reserved, Verb::expire, deleted},
    {reserved, Verb::cancel, deleted},
    {preconfirmed, Verb::correct, preconfirmed},
    {preconfirmed, Verb::confirm, confirmed},
    {preconfirmed, Verb::expire, deleted},
    {preconfirmed, Verb::cancel, deleted},
    {confirmed, Verb::move, confirmed},
    {confirmed, Verb::cancel, deleted},
    {confirmed, Verb::check_in, queued},
    {confirmed, Verb::call, called},
    {confirmed, Verb::no_show, missed},
    {queued, Verb::call, called},
    {queued, Verb::no_show, missed},
    {queued, Verb::cancel, deleted},
    {called, Verb::call_again, called},
    {called, Verb::start, processing},
    {called, Verb::park, parked},
    {called, Verb::wait_on, queued},
    {called, Verb::no_show, missed},
    {processing, Verb::park, parked},
    {processing, Verb::wait_on, queued},
    {processing, Verb::follow_up, pending},
    {processing, Verb::finish, finished},
    {pending, Verb::call, called},
    {pending, Verb::finish, finished},
    {parked, Verb::call, called},
    {parked, Verb::wait_on, queued},
    {parked, Verb::no_show, missed},
    {parked, Verb::finish, finished},
    {missed, Verb::check_in, queued},
    {missed, Verb::call, called},
    {missed, Verb::expect, confirmed},
    {blocked, Verb::unblock, deleted},
});

constexpr auto verbs = std::to_array<std::string_view>(
    {"hold",    "extend",  "book",     "correct",   "confirm",     "move",  "cancel",     "expire", "release",
     "offer",   "accept",  "book_for", "check_in",  "take_number", "call",  "call_again", "start",  "park",
     "wait_on", "no_show", "expect",   "follow_up", "finish",      "block", "unblock"});

}  // namespace

std::string_view name_of(Verb verb) { return verbs[static_cast<std::size_t>(verb)]; }

bool parse_verb(std::string_view text, Verb& verb) {
  auto const found = std::find(verbs.begin(), verbs.end(), text);
  if (found == verbs.end()) return false;
  verb = static_cast<Verb>(found - verbs.begin());
  return true;
}

std::span<Transition const> transitions() { return table; }

std::optional<State> after(State from, Verb verb) {
  for (auto const& one : table) {
    if (one.from == from and one.verb == verb) return one.to;
  }
  return std::nullopt;
}

}  // namespace kreislauf::appointments
