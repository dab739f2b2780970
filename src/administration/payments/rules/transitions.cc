#include "administration/payments/rules/transitions.h"

#include <algorithm>
#include <array>

namespace kreislauf::payments {

namespace {

using enum State;
using enum Verb;

constexpr auto table = std::to_array<Transition>({
    {open, lose_track, unknown},
    {open, Verb::authorise, authorised},
    {open, pay, paid},
    {open, pay, underpaid},
    {open, pay, overpaid},
    {open, cancel, cancelled},
    {unknown, release, open},
    {unknown, Verb::authorise, authorised},
    {unknown, pay, paid},
    {unknown, pay, underpaid},
    {unknown, pay, overpaid},
    {unknown, cancel, cancelled},
    {authorised, lose_track, unknown},
    {authorised, release, open},
    {authorised, pay, paid},
    {authorised, pay, underpaid},
    {authorised, pay, overpaid},
    {authorised, cancel, cancelled},
    {underpaid, pay, paid},
    {underpaid, pay, overpaid},
    {underpaid, release, open},
    {underpaid, cancel, overpaid},
    {underpaid, Verb::refund, part_refunded},
    {underpaid, Verb::refund, refunded},
    {paid, pay, overpaid},
    {paid, release, open},
    {paid, release, underpaid},
    {paid, release, part_refunded},
    {paid, release, refunded},
    {paid, cancel, overpaid},
    {paid, Verb::refund, part_refunded},
    {paid, Verb::refund, refunded},
    {overpaid, release, open},
    {overpaid, release, underpaid},
    {overpaid, release, paid},
    {overpaid, release, part_refunded},
    {overpaid, release, refunded},
    {overpaid, release, cancelled},
    {overpaid, Verb::refund, paid},
    {overpaid, Verb::refund, part_refunded},
    {overpaid, Verb::refund, refunded},
    {part_refunded, pay, paid},
    {part_refunded, pay, overpaid},
    {part_refunded, cancel, overpaid},
    {part_refunded, Verb::refund, refunded},
    {part_refunded, release, open},
    {part_refunded, release, refunded},
    {refunded, release, open},
    {refunded, release, part_refunded},
    {refunded, release, cancelled},
    {refunded, pay, part_refunded},
    {refunded, pay, paid},
    {refunded, pay, overpaid},
    {cancelled, pay, overpaid},
});

constexpr std::array<std::string_view, 6> names{"lose_track", "authorise", "release", "pay", "refund", "cancel"};

}  // namespace

std::string_view name_of(Verb verb) { return names[static_cast<std::size_t>(verb)]; }

std::span<Transition const> transitions() { return table; }

bool may(State from, Verb verb, State to) {
  // More money that leaves too little, or one refund of several, leaves the state as it is.
  if (from == to) return true;
  return std::any_of(table.begin(), table.end(),
                     [&](Transition const& one) { return one.from == from and one.verb == verb and one.to == to; });
}

State state_of(Standing const& s) {
  auto const kept = s.received.cents - s.refunded.cents;
  if (s.cancelled) return s.received.cents == 0 ? cancelled : kept > 0 ? overpaid : refunded;
  if (s.received.cents == 0) return s.authorised ? authorised : s.unanswered ? unknown : open;
  if (kept == 0) return refunded;
  if (kept == s.amount.cents) return paid;
  if (kept > s.amount.cents) return overpaid;
  return s.refunded.cents > 0 ? part_refunded : underpaid;
}

bool may(Step from, Step to) {
  if (from == Step::paid) return false;
  if (to == Step::paid) return true;
  if (is_final(from)) return false;
  return to > from;
}

}  // namespace kreislauf::payments
