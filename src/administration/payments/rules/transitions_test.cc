#include "administration/payments/rules/transitions.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace kreislauf;
using namespace kreislauf::payments;

TEST_CASE("the sums say what a receivable is") {
  auto const is = [](std::int64_t received, std::int64_t refunded) {
    return state_of({.amount = {1000}, .received = {received}, .refunded = {refunded}});
  };
  CHECK(is(0, 0) == State::open);
  CHECK(is(999, 0) == State::underpaid);
  CHECK(is(1000, 0) == State::paid);
  CHECK(is(1001, 0) == State::overpaid);
  CHECK(is(1001, 1) == State::paid);
  CHECK(is(1000, 400) == State::part_refunded);
  CHECK(is(1000, 1000) == State::refunded);
  CHECK(state_of({.amount = {1000}, .cancelled = true}) == State::cancelled);
  CHECK(state_of({.amount = {1000}, .received = {1000}, .cancelled = true}) == State::overpaid);
  CHECK(state_of({.amount = {1000}, .unanswered = true}) == State::unknown);
  CHECK(state_of({.amount = {1000}, .authorised = true, .unanswered = true}) == State::authorised);
}

TEST_CASE("whatever sums lead to one another stands in the table: money never meets a state that refuses it") {
  int seen = 0;
  for (bool const cancelled : {false, true})
    for (std::int64_t received = 0; received <= 1500; received += 250)
      for (std::int64_t refunded = 0; refunded <= received; refunded += 250)
        for (std::int64_t more = 250; more <= 1500; more += 250) {
          Standing const before{
              .amount = {1000}, .received = {received}, .refunded = {refunded}, .cancelled = cancelled};
          auto paid = before, given_back = before, off = before;
          paid.received.cents += more;
          CHECK(may(state_of(before), Verb::pay, state_of(paid)));
          given_back.refunded.cents += more;
          if (given_back.refunded.cents <= received) CHECK(may(state_of(before), Verb::refund, state_of(given_back)));
          off.cancelled = true;
          // A direct debit that comes back takes its money along, whatever has happened since.
          auto bounced = before;
          bounced.received.cents -= more;
          if (more <= received) CHECK(may(state_of(before), Verb::release, state_of(bounced)));
          if (not cancelled and state_of(before) != State::refunded)
            CHECK(may(state_of(before), Verb::cancel, state_of(off)));
          ++seen;
        }
  CHECK(seen > 300);
}

TEST_CASE("a charge only goes forward, but money that came after all counts") {
  CHECK(may(Step::begun, Step::paid));
  CHECK_FALSE(may(Step::paid, Step::begun));     // out of order
  CHECK_FALSE(may(Step::paid, Step::canceled));  // a forged or late word
  CHECK_FALSE(may(Step::canceled, Step::begun));
  CHECK(may(Step::canceled, Step::paid));
  CHECK(may(Step::failed, Step::paid));
}

TEST_CASE("nobody cancels twice, and what was cancelled is never open again") {
  for (auto const& one : transitions()) {
    if (one.from == State::cancelled) CHECK(one.verb == Verb::pay);
    if (one.verb == Verb::pay) CHECK(one.to != State::open);
  }
}
