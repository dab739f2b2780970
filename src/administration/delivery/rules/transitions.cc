#include "administration/delivery/rules/transitions.h"

#include <algorithm>
#include <array>

namespace kreislauf::delivery {

namespace {

using enum State;

// From, what happens, to. An event of the other side may come before its answer to our call has.
constexpr auto table = std::to_array<Transition>({
    {waiting, Verb::prepare, prepared},
    {waiting, Verb::fail, failed},
    {waiting, Verb::recall, recalled},
    {prepared, Verb::hand_over, sent},
    {prepared, Verb::lose_track, unknown},
    {prepared, Verb::restart, waiting},
    {prepared, Verb::fail, failed},
    {prepared, Verb::recall, recalled},
    {unknown, Verb::hand_over, sent},
    {unknown, Verb::reopen, prepared},
    {unknown, Verb::let_go, recalled},
    {unknown, Verb::arrive, arrived},
    {unknown, Verb::reject, rejected},
    {unknown, Verb::fail, failed},
    {sent, Verb::arrive, arrived},
    {sent, Verb::reject, rejected},
    {sent, Verb::fail, failed},
    {failed, Verb::again, waiting},
    {rejected, Verb::again, waiting},
    {failed, Verb::recall, recalled},
    {rejected, Verb::recall, recalled},
    // Taken back while it was on its way: what is true there is true here.
    {recalled, Verb::hand_over, sent},
});

constexpr std::array<std::string_view, 11> names{"prepare", "lose_track", "hand_over", "reopen", "let_go", "restart",
                                                 "arrive",  "reject",     "fail",      "recall", "again"};

}  // namespace

std::string_view name_of(Verb verb) { return names[static_cast<std::size_t>(verb)]; }

std::span<Transition const> transitions() { return table; }

std::optional<State> after(State from, Verb verb) {
  auto const found = std::find_if(table.begin(), table.end(),
                                  [&](Transition const& one) { return one.from == from and one.verb == verb; });
  return found == table.end() ? std::nullopt : std::optional{found->to};
}

}  // namespace kreislauf::delivery
