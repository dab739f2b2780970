#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What stolen passwords are made of, and everyday German words and names: the list that travels inside the program.
/// See docs/decisions/0009-passwords-that-others-use.md.
namespace kreislauf::identity::rules {

enum class Known : std::uint8_t { no, listed, most_used };

inline constexpr std::size_t shortest_known_word = 4, longest_known_word = 32;

/// Does this stand in the list? `word` is folded (text::folded). One hash and a binary search on the bytes of the
/// program; nothing is copied. Once in six million times a word that does not stand there is taken for one that does.
Known known(std::string_view word);

/// How many there are.
std::size_t known_words();

}  // namespace kreislauf::identity::rules
