#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/search/search.h"

namespace kreislauf::search {

constexpr std::size_t longest_query = 200;  ///< code points
constexpr std::size_t most_words = 12;
constexpr std::size_t longest_word = 64;  ///< bytes of a folded word; the longest in the catalogue has 55

struct Token {
  std::string_view raw;  ///< as written, part of the text given
  std::string folded;    ///< lower case, ae oe ue ss, no marks
  bool aside = false;    ///< stands in brackets: "Anzeige (§ 14 GewO)"
};

/// Words are runs of letters and digits. Hyphen, section sign, controls and broken UTF-8 separate them.
std::vector<std::string_view> words_of(std::string_view text);
/// The words of a query, within the limits above.
std::vector<Token> query_tokens(std::string_view text);

/// DIN 91379 search form in lower case.
std::string fold(std::string_view raw);
/// Without the e of ae, oe, ue: where "muell", "mull" and "müll", or "baum" and "bäume", meet.
std::string loose(std::string_view folded);

enum class WordClass : std::uint8_t {
  content,
  weak,  ///< "beantragen", "online": says little, but not nothing
  stop,  ///< "ich", "wo", "einen"
};
WordClass word_class(std::string_view folded, Language language);

/// an, ab, um, ... : "melde meinen Hund an".
bool is_separable_prefix(std::string_view folded);
/// Other forms of a separable verb: angemeldet, anzumelden -> anmelden.
std::vector<std::string> verb_forms(std::string_view folded);

}  // namespace kreislauf::search
