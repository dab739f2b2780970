#pragma once

#include <string_view>
#include <vector>

namespace kreislauf::identity::rules {

/// What stands below this is guessed too soon: a listed word with an ending, two listed words, three of the most used.
/// Three words that are not most used, or two and five digits, stand above it.
inline constexpr int enough_bits = 34;

/// How many bits somebody has to guess who knows what people do: the cheapest way to put the folded password together
/// from words of the list, walks over the keyboard, years and dates, repetitions, and single signs. `near` are folded
/// words that suggest themselves here and cost least. Does not count on where it is enough.
int bits_to_guess(std::string_view folded, std::vector<std::string_view> const& near);

}  // namespace kreislauf::identity::rules
