#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/feel/feel.h"
#include "platform/authored/problem.h"

/// The text of a notice as an author has written it: Markdown with holes that are FEEL.
///
///   Sie haben am {{ antrag.eingang }} beantragt, dass wir {{ dinge }} abholen.
///   Die Steuer beträgt {{ gap "Betrag" }} Euro.
///   {{ if elektro }}Elektrische Geräte holen wir an einem anderen Tag.{{ else }}...{{ end }}
namespace kreislauf::notices {

/// What a hole reads that is no question of the form.
struct FromCase {
  std::string number, service;
  std::string outcome, result, name;  ///< `granted`; id and name of the result
  std::string reason;
  std::chrono::sys_days arrived{};
  std::string fee = {};           ///< `20 Euro`; empty: nothing is asked for
  std::optional<bool> paid = {};  ///< nothing where nothing is asked for
  /// What the town has answered to questions of the service, by their id, as it was written; without the others.
  std::map<std::string, std::string, std::less<>> town = {};
};
/// The names of the form, and `antrag`, `entscheidung` and `satzung` besides.
feel::Names names_of(feel::Names const& form);

class Template {
 public:
  /// Tells with its line each hole that cannot be read.
  static Template compile(std::string_view text, std::string_view file, feel::Names const& names,
                          std::vector<authored::Problem>& problems);

  /// What stands in the holes of one case.
  struct Values {
    feel::Context context;
    std::map<std::string, std::string> shown;  ///< answers as people read them, by the name of their question
  };
  /// Empty holes are told, each with its source; there is never an empty place.
  /// `reached`: the conditions of the template, by line, that were true, for who tries it.
  Result<std::string, std::vector<std::string>> fill(Values const& values, feel::Environment const& environment,
                                                     std::set<std::size_t>* reached = nullptr) const;
  /// Lines of all conditions.
  std::set<std::size_t> conditions() const;

 private:
  struct Piece {
    enum class Kind : std::uint8_t { text, hole, gap, when, otherwise, end } kind = Kind::text;
    std::string text = {};
    std::size_t line = 0;
    std::optional<feel::Expression> expression = {};
  };
  std::vector<Piece> pieces_;
};

/// As a text may name an answer of the town: `steuer-zweiter` is `satzung.steuer_zweiter`.
std::string name_in_statute(std::string_view question);
/// Answers of the town that a text reads and that are asked for by none of these questions.
std::vector<authored::Problem> unasked_of_town(std::string_view text, std::string_view file,
                                               std::vector<std::string> const& questions);
/// Sets `antrag`, `entscheidung` and `satzung`.
void set_case(feel::Context& context, FromCase const& about);
/// A value in the words of a letter: `23. November 2026`, `Ja`, `a, b und c`; empty for null.
std::string german(feel::Value const& value);

}  // namespace kreislauf::notices
