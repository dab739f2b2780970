#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/search/analysis.h"
#include "platform/search/stemmer.h"
#include "platform/search/store.h"

namespace kreislauf::search::detail {

constexpr std::size_t most_units = 64;
constexpr std::size_t most_readings = 28;

/// Something looked for in documents: any of these terms.
struct Unit {
  std::vector<Alternative> terms;
  float idf = 0;
};

/// A word that is not in the query as such: joined from two slots or split from one.
struct Piece {
  std::uint32_t term = 0;
  std::uint32_t slots = 0;  ///< bit per slot
  float weight = 1;
};

/// A word of the query that carries meaning.
struct Slot {
  Token token;
  std::vector<Alternative> meant;  ///< words it may stand for, likeliest first
  std::uint32_t unit = 0;
  float weight = 0;  ///< how much of the query's meaning it carries
  bool known = false;
  std::optional<std::uint32_t> corrected;  ///< word of the vocabulary, when it was mistyped
};

/// Another way to understand some of the slots: all units together instead of them.
struct Reading {
  std::uint32_t slots = 0;  ///< bit per slot
  std::vector<std::uint32_t> units;
  float weight = 1;
};

struct Query {
  std::vector<Slot> slots;
  std::vector<Unit> units;
  std::vector<Reading> readings;  ///< those that cover more slots first, those for the same slots together
  std::vector<std::uint64_t> phrases;
};

enum class Unfinished : std::uint8_t { last_word, every_word };

/// Whether a word may be the beginning of a longer one.
enum class Ending : std::uint8_t {
  finished,
  open,    ///< the last word of a query that has been sent
  typing,  ///< someone is at the keyboard: it probably goes on
};

Query understand(Store const& store, std::string_view text, Unfinished unfinished);

/// Looks one word up: exactly, loosely, as a form of a verb, as a beginning, with typos.
class WordReader {
 public:
  explicit WordReader(Store const& store) : store_{store}, stemmer_{store.language} {}

  Slot read(Token token, Ending ending);
  /// Terms of a compound that the vocabulary does not know as a whole.
  std::vector<std::uint32_t> parts(std::string_view folded) const;
  /// The same with a typo in one of two parts.
  std::vector<std::uint32_t> mended_parts(std::string_view folded) const;
  std::optional<std::uint32_t> term_of(std::string_view folded);

 private:
  void exact(Slot& slot, Ending ending);
  bool begun(Slot& slot, Ending ending) const;
  void mistyped(Slot& slot) const;
  void begun_with_typo(Slot& slot) const;

  Store const& store_;
  Stemmer stemmer_;
};

}  // namespace kreislauf::search::detail
