#include "administration/applications/rules/transitions.h"

#include <algorithm>
#include <array>

namespace kreislauf::applications {

namespace {

using enum State;

// From, what is done, to.
constexpr auto table = std::to_array<Transition>({
    {begun, Verb::save, begun},
    {begun, Verb::suspend, suspended},
    {begun, Verb::discard, std::nullopt},
    {begun, Verb::identify, begun},
    {begun, Verb::submit, submitted},
    {suspended, Verb::save, begun},
    {suspended, Verb::suspend, suspended},
    {suspended, Verb::discard, std::nullopt},
    {suspended, Verb::identify, suspended},
    {suspended, Verb::submit, submitted},
    {begun, Verb::ask_signature, to_cosign},
    {suspended, Verb::ask_signature, to_cosign},
    {to_cosign, Verb::cosign, to_cosign},
    {to_cosign, Verb::submit, submitted},
    {to_cosign, Verb::refuse_cosign, begun},
    {to_cosign, Verb::lapse, begun},
    {to_cosign, Verb::reopen, begun},
    {submitted, Verb::deliver, delivered},
    {submitted, Verb::withdraw, withdrawn},
    {delivered, Verb::accept, accepted},
    {delivered, Verb::reject, rejected},
    {delivered, Verb::withdraw, withdrawn},
    {accepted, Verb::resume, delivered},
    {rejected, Verb::resume, delivered},
    {submitted, Verb::pass_on, passed_on},
    {delivered, Verb::pass_on, passed_on},
    {passed_on, Verb::come_back, delivered},
});

constexpr std::array<std::string_view, 17> names{
    "save",          "suspend", "discard",       "submit", "withdraw", "deliver", "accept",  "reject",   "identify",
    "ask_signature", "cosign",  "refuse_cosign", "lapse",  "reopen",   "resume",  "pass_on", "come_back"};

}  // namespace

std::string_view name_of(Verb verb) { return names[static_cast<std::size_t>(verb)]; }

std::span<Transition const> transitions() { return table; }

Transition const* find_transition(State from, Verb verb) {
  auto const found = std::find_if(table.begin(), table.end(),
                                  [&](Transition const& one) { return one.from == from and one.verb == verb; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace kreislauf::applications
