#include "administration/catalog/rules/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"

namespace kreislauf::catalog::rules {

namespace {

constexpr std::array<std::string_view, 5> kinds{"hours", "telephone", "appointment", "office", "page"};

bool is_act(AnswerKind kind) { return kind <= AnswerKind::appointment; }

}  // namespace

search::Language search_language(i18n::Language language) {
  // Both lists have the same order; the search knows no pages, the pages no search.
  return static_cast<search::Language>(language);
}

Result<Answers> Answers::read(std::string_view content) {
  ImportReport report;
  csv::Table table{content, report, {"kind", "target", "language", "words"}};
  Answers answers;
  while (table.next()) {
    auto const kind = std::find(kinds.begin(), kinds.end(), table.cell("kind"));
    auto const language = i18n::language_of(table.cell("language"));
    if (kind == kinds.end() or not language) {
      table.reject(fmt::format("use one of {} and a language of the portal", fmt::join(kinds, ", ")));
      continue;
    }
    auto const id = static_cast<std::uint32_t>(answers.entries_.size());
    answers.entries_.push_back({static_cast<AnswerKind>(kind - kinds.begin()), std::string{table.cell("target")}});
    for (auto const& phrase : text::split(table.cell("words"), '|'))
      answers.phrases_.add(id, search_language(*language), phrase);
  }
  if (report.rejected.empty()) return answers;
  return failure(fmt::format("line {}: {}", report.rejected.front().line, report.rejected.front().reason));
}

Asked Answers::understand(std::string_view text, i18n::Language language) const {
  std::vector<search::Language> languages{search_language(language)};
  if (language != i18n::Language::german) languages.push_back(search::Language::german);
  Asked asked;
  std::uint32_t said = 0;
  // The longest phrases come first: "Straßenverkehrsamt Stadt" before "Straßenverkehrsamt". What one of them has said
  // is not said again by a shorter one.
  for (auto const& match : phrases_.find(text, languages)) {
    auto const& entry = entries_[match.id];
    if ((match.words & ~said) == 0) continue;
    if (is_act(entry.kind) and not asked.act) {
      asked.act = entry.kind;
    } else if (entry.kind == AnswerKind::office and asked.office.empty()) {
      asked.office = entry.target;
    } else if (entry.kind == AnswerKind::page and asked.page.empty()) {
      asked.page = entry.target;
    } else if (not is_act(entry.kind) or asked.act != entry.kind) {
      continue;
    }
    said |= match.words;
  }
  asked.rest = search::Phrases::rest(text, said, search_language(language));
  return asked;
}

}  // namespace kreislauf::catalog::rules
