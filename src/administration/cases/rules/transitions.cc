#include "administration/cases/rules/transitions.h"

#include <algorithm>
#include <array>

namespace kreislauf::cases {

namespace {

using enum Phase;

constexpr auto table = std::to_array<Transition>({
    {fresh, Verb::take, working},        {fresh, Verb::give, working},        {fresh, Verb::begin, working},
    {fresh, Verb::decide, decided},      {fresh, Verb::withdraw, closed},     {working, Verb::take, working},
    {working, Verb::give, working},      {working, Verb::release, fresh},     {working, Verb::set, working},
    {working, Verb::ask, waiting},       {working, Verb::answer, working},    {working, Verb::propose, signing},
    {working, Verb::begin, working},     {working, Verb::decide, decided},    {working, Verb::withdraw, closed},
    {waiting, Verb::take, waiting},      {waiting, Verb::give, waiting},      {waiting, Verb::set, waiting},
    {waiting, Verb::ask, waiting},       {waiting, Verb::answer, working},    {waiting, Verb::go_on, working},
    {waiting, Verb::decide, decided},    {waiting, Verb::withdraw, closed},   {signing, Verb::refer, working},
    {signing, Verb::decide, decided},    {signing, Verb::withdraw, closed},   {signing, Verb::give, signing},
    {decided, Verb::reopen, working},    {fresh, Verb::hand_over, fresh},     {working, Verb::hand_over, fresh},
    {waiting, Verb::hand_over, waiting}, {fresh, Verb::pass_on, passed_on},   {working, Verb::pass_on, passed_on},
    {waiting, Verb::pass_on, passed_on}, {passed_on, Verb::take_back, fresh},
});

constexpr std::array<std::string_view, 16> names{"take",   "give",      "release", "begin",    "set",    "ask",
                                                 "answer", "go_on",     "propose", "refer",    "decide", "withdraw",
                                                 "reopen", "hand_over", "pass_on", "take_back"};

}  // namespace

std::string_view name_of(Verb verb) { return names[static_cast<std::size_t>(verb)]; }

std::span<Transition const> transitions() { return table; }

std::optional<Phase> after(Phase from, Verb verb) {
  auto const found = std::find_if(table.begin(), table.end(),
                                  [&](Transition const& one) { return one.from == from and one.verb == verb; });
  if (found == table.end()) return std::nullopt;
  return found->to;
}

}  // namespace kreislauf::cases
