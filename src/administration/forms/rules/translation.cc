#include "administration/forms/rules/translation.h"

#include <fmt/format.h>

#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

namespace {

using authored::TableReader;

/// Translates one table and what stands below it.
struct Translator {
  i18n::Language language;
  std::string_view file;
  std::vector<authored::Problem>& problems;

  void text(TableReader& reader, std::string const& name, Text& text) const {
    bool const german = not text[i18n::Language::german].empty();
    if (german) text[language] = reader.text(name, true);
  }

  void checks(TableReader& reader, std::vector<Check>& checks) const {
    if (checks.empty()) return;
    auto const sentences = reader.texts("checks", true);
    if (sentences.size() != checks.size())
      return reader.problem(
          reader.table(), fmt::format("\"checks\" needs {} sentences, in the order of the German ones", checks.size()));
    for (std::size_t i = 0; i < checks.size(); ++i) checks[i].otherwise[language] = sentences[i];
  }

  /// Why it costs that: in the order of the cases, or of the rules of the table.
  void fee(TableReader& reader, std::vector<FeeCase>& cases) const {
    if (cases.empty()) return;
    auto const sentences = reader.texts("fee", true);
    if (sentences.size() != cases.size())
      return reader.problem(reader.table(),
                            fmt::format("\"fee\" needs {} sentences, in the order of the German ones", cases.size()));
    for (std::size_t i = 0; i < cases.size(); ++i) cases[i].why[language] = sentences[i];
  }

  /// Lists in files have their own columns.
  void options(TableReader& reader, std::vector<Option>& options) const {
    bool const here = not options.empty() and options.front().label[language].empty();
    if (not here) return;
    reader.section("options", [&](TableReader& labels) {
      for (auto& option : options) option.label[language] = labels.text(option.value, true);
    });
  }

  void question(TableReader& reader, Question& question) const {
    text(reader, "label", question.label);
    text(reader, "hint", question.hint);
    text(reader, "why", question.why);
    checks(reader, question.checks);
    options(reader, question.options);
    if (question.block.empty()) questions(reader, question.questions);
  }

  void questions(TableReader& reader, std::vector<Question>& all) const {
    for (auto& one : all) reader.section(one.name, [&](TableReader& below) { question(below, one); });
  }

  void cosigner(TableReader& reader, Cosigner& one) const {
    text(reader, "who", one.who);
    text(reader, "declares", one.declares);
  }

  void page(TableReader& reader, Page& page) const {
    text(reader, "title", page.title);
    text(reader, "lead", page.lead);
    checks(reader, page.checks);
    questions(reader, page.questions);
  }
};

}  // namespace

void translate(Definition& definition, i18n::Language language, std::string_view toml, std::string_view file,
               std::string_view top, std::vector<authored::Problem>& problems) {
  if (toml.empty()) return;
  Translator const translator{language, file, problems};
  authored::read_toml(toml, file, problems, [&](TableReader& reader) {
    translator.fee(reader, definition.terms.fee.cases);
    reader.section(std::string{top}, [&](TableReader& pages) {
      for (auto& page : definition.pages)
        pages.section(page.id, [&](TableReader& below) { translator.page(below, page); });
    });
    if (definition.cosigners.empty()) return;
    reader.section("cosign", [&](TableReader& all) {
      for (auto& one : definition.cosigners)
        all.section(one.id, [&](TableReader& below) { translator.cosigner(below, one); });
    });
  });
}

}  // namespace kreislauf::forms
