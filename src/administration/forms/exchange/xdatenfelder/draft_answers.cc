#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/exchange/xdatenfelder/drafting.h"

// The answers that a field lets people choose from.
namespace kreislauf::forms::exchange::xdatenfelder {

using i18n::Language;

std::vector<Code> const& Drafting::codes_of(Element const& field) const {
  auto const* list = field.codes.named() ? find_list(lists_, field.codes) : nullptr;
  return list == nullptr ? field.values : list->codes;
}

/// Answers to choose from, in the form itself or as a list of its own.
void Drafting::choose(Question& question, Element const& field, std::string const& place, Comments& comments) {
  std::string whole = field.codes.whole.empty() ? field.codes.uri : field.codes.whole;
  if (whole.empty()) whole = "(ohne Namen)";
  auto const* list = field.codes.named() ? find_list(lists_, field.codes) : nullptr;
  if (list != nullptr and list->name.whole != field.codes.whole) {
    comments.push_back(fmt::format("Codeliste {} statt {}", list->name.whole, whole));
    tell(field.line, fmt::format("\"{}\": die Codeliste {} statt {}", question.name, list->name.whole, whole));
  }
  auto const& codes = codes_of(field);
  if (codes.empty() and field.field_kind == "select") {
    comments.push_back(
        fmt::format("Auswahl aus der Codeliste {}, die nicht vorliegt: kind = \"choice\", options = \"...\"", whole));
    tell(field.line, fmt::format("\"{}\": die Codeliste {} liegt nicht vor (--lists DIR); bis dahin ist es ein Text",
                                 question.name, whole));
  }
  bool names = true;
  std::set<std::string> known;
  for (auto const& code : codes) {
    if (not known.insert(code.code).second) continue;  // told by the quality check
    Option option{.value = code.code, .label = {}};
    option.label[Language::german] = code.name.empty() ? code.code : code.name;
    names = names and is_question_name(code.code);
    question.options.push_back(std::move(option));
  }
  constexpr std::size_t most_inline = 12;
  if (not names or question.options.size() > most_inline) list_file(question, place);
}

/// Lists with the same answers are one file.
void Drafting::list_file(Question const& question, std::string const& place) {
  auto const same = [&](std::vector<Option> const& other) {
    return std::equal(other.begin(), other.end(), question.options.begin(), question.options.end(),
                      [](auto const& a, auto const& b) {
                        return a.value == b.value and a.label[Language::german] == b.label[Language::german];
                      });
  };
  auto base = question.name;
  std::replace(base.begin(), base.end(), '_', '-');
  for (int number = 1;; ++number) {
    auto const file = number == 1 ? base + ".csv" : fmt::format("{}-{}.csv", base, number);
    auto const [found, added] = draft_.lists.emplace(file, question.options);
    if (not added and not same(found->second)) continue;
    draft_.list_files[place] = file;
    return;
  }
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
