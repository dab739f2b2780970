#include "administration/forms/rules/definition.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/rules/behalf.h"
#include "administration/forms/rules/fee_rule.h"
#include "administration/forms/rules/fim_origin.h"
#include "administration/forms/rules/form_terms.h"
#include "administration/forms/rules/known_source.h"
#include "administration/forms/rules/option_list.h"
#include "administration/forms/rules/translation.h"
#include "base/embedded.h"
#include "base/text.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

namespace {

using authored::TableReader;
using i18n::Language;

constexpr std::string_view form_file = "form.toml";
constexpr std::array<std::string_view, 18> words{"text",  "area",  "name",   "email",   "phone", "number",
                                                 "money", "yesno", "choice", "choices", "date",  "time",
                                                 "iban",  "plate", "file",   "list",    "group", "note"};

/// What every question of a file is read with.
struct Source {
  FormFiles const& files;
  Definition const& blocks;
};

bool is_name(std::string_view name) {
  return not name.empty() and name.front() >= 'a' and name.front() <= 'z' and
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

std::vector<Check> read_checks(TableReader& reader) {
  std::vector<Check> checks;
  for (auto const* table : reader.tables("check", false)) {
    TableReader one{*table, reader.file(), " in a check", reader.problems()};
    Check check{.that = one.text("that", true), .otherwise = {}, .line = table->source().begin.line};
    check.otherwise[Language::german] = one.text("else", true);
    one.refuse_unknown();
    checks.push_back(std::move(check));
  }
  return checks;
}

/// In the file itself, or as the name of a list in a file of its own.
std::vector<Option> read_options(TableReader& reader, Source const& source) {
  auto const* node = reader.take("options", true);
  if (node == nullptr) return {};
  if (auto const file = node->value_exact<std::string>()) {
    auto const found = source.files.lists.find(*file);
    if (found != source.files.lists.end()) return read_option_list(found->second, *file, reader.problems());
    reader.problem(*node, fmt::format("the list \"{}\" does not lie in the folder of the service", *file));
    return {};
  }
  std::vector<Option> options;
  for (auto const* table : reader.tables("options", true)) {
    TableReader one{*table, reader.file(), " in an option", reader.problems()};
    Option option{.value = one.text("value", true), .label = {}};
    option.label[Language::german] = one.text("label", true);
    if (not is_name(option.value)) one.problem(*table, "\"value\" may hold a-z, digits and _ only");
    one.refuse_unknown();
    options.push_back(std::move(option));
  }
  return options;
}

std::vector<Question> read_questions(TableReader& reader, std::string const& name, Source const& source);

/// The questions of the block that is named, under the name of this question.
void take_block(TableReader& reader, Question& question, Source const& source) {
  question.kind = Kind::group;
  std::vector<std::string> known;
  for (auto const& block : source.blocks.pages) {
    if (block.id == behalf_block) continue;  // comes by [form] behalf
    if (block.id == question.block) {
      question.questions = block.questions;
      question.shown = block.shown;
    }
    known.push_back(block.id);
  }
  if (not question.questions.empty()) return;
  auto const near = text::did_you_mean(question.block, known);
  reader.problem(*reader.table().get("block"),
                 fmt::format("there is no block \"{}\"; {}", question.block,
                             near ? fmt::format("did you mean \"{}\"?", *near)
                                  : fmt::format("use one of: {}", fmt::join(known, ", "))));
}

void read_answer(TableReader& reader, Question& question, Source const& source) {
  question.least = reader.number("least", false);
  question.most = reader.number("most", false);
  if (question.most != 0 and question.least > question.most)
    reader.problem(reader.table(), "\"least\" is larger than \"most\"");
  if (question.kind == Kind::choice or question.kind == Kind::choices) question.options = read_options(reader, source);
  if (question.kind == Kind::list or (question.kind == Kind::group and question.block.empty()))
    question.questions = read_questions(reader, "fields", source);
  auto const days = std::any_of(question.questions.begin(), question.questions.end(),
                                [](Question const& below) { return below.calendar; });
  if (days)
    reader.problem(reader.table(), "a question with \"calendar\" stands on the page itself, not inside of another");
  if (question.kind == Kind::list or question.kind == Kind::group) {
    if (auto own = reader.text("shown", false); not own.empty()) question.shown = std::move(own);
  }
}

Question read_question(toml::table const& table, std::string_view file, Source const& source,
                       std::vector<authored::Problem>& problems) {
  TableReader reader{table, file, " in this question", problems};
  Question question;
  question.line = table.source().begin.line;
  question.name = reader.text("name", true);
  if (not question.name.empty() and not is_name(question.name))
    reader.problem(*table.get("name"), fmt::format("the name \"{}\" may hold a-z, digits and _ only and begins with "
                                                   "a letter: rules and letters use it",
                                                   question.name));
  question.block = reader.text("block", false);
  bool const own = question.block.empty();
  if (not own and table.contains("kind"))
    reader.problem(*table.get("kind"), "a question is a kind or a block, not both");
  question.kind = static_cast<Kind>(reader.choice("kind", words, own, 0));
  if (not own) take_block(reader, question, source);
  question.label[Language::german] = reader.text("label", true);
  question.hint[Language::german] = reader.text("hint", false);
  question.why[Language::german] = reader.text("why", false);
  question.law = reader.text("law", false);
  question.fim = read_fim(reader);
  question.fill = reader.text("fill", false);
  question.when = reader.text("when", false);
  question.optional = reader.flag("optional");
  question.calendar = reader.flag("calendar");
  if (question.calendar and question.kind != Kind::date)
    reader.problem(*table.get("calendar"), "only a question of the kind \"date\" has a calendar");
  // Where no day is left the office says when: nobody is kept from sending.
  question.optional = question.optional or question.calendar;
  question.checks = read_checks(reader);
  read_answer(reader, question, source);
  reader.refuse_unknown();
  return question;
}

std::vector<Question> read_questions(TableReader& reader, std::string const& name, Source const& source) {
  std::vector<Question> questions;
  for (auto const* table : reader.tables(name, true))
    questions.push_back(read_question(*table, reader.file(), source, reader.problems()));
  if (questions.empty()) reader.problem(reader.table(), "there is no question here");
  return questions;
}

Page read_page(TableReader& reader, std::string const& id, Source const& source) {
  Page page;
  page.id = id;
  page.line = reader.table().source().begin.line;
  page.title[Language::german] = reader.text("title", true);
  page.lead[Language::german] = reader.text("lead", false);
  page.law = reader.text("law", false);
  page.when = reader.text("when", false);
  page.fim = read_fim(reader);
  page.shown = reader.text("shown", false);
  page.checks = read_checks(reader);
  page.questions = read_questions(reader, "field", source);
  return page;
}

/// Addresses below an application that are no pages of its form (administration/applications).
constexpr std::array<std::string_view, 21> taken_ids{"pruefen",   "senden",        "merken",
                                                     "loeschen",  "zuruecknehmen", "nachrichten",
                                                     "anmelden",  "uebernehmen",   "konto",
                                                     "stuecke",   "datennutzung",  "dort",
                                                     "ergaenzen", "bescheid",      "unterschriften",
                                                     "frage",     behalf_page,     "nachweis-uebernehmen",
                                                     "mensch",    "bewertung",     "benachrichtigungen"};

/// Tables of TOML know no order; the file does.
std::vector<Page> read_pages(TableReader& top, std::string const& name, Source const& source) {
  std::vector<Page> pages;
  auto const* node = top.take(name, true);
  auto const* table = node == nullptr ? nullptr : node->as_table();
  if (table == nullptr) return pages;
  for (auto const& [key, value] : *table) {
    std::string const id{key.str()};
    auto const* page = value.as_table();
    if (page == nullptr or text::slug(id) != id) {
      top.problem(value, fmt::format("write each page as [{}.ID], with an ID of a-z, digits and hyphens", name));
      continue;
    }
    if (name == "page" and is_taken(id))
      top.problem(value, fmt::format("the portal has a page \"{}\" of its own; choose another ID", id));
    TableReader reader{*page, top.file(), fmt::format(" in [{}.{}]", name, id), top.problems()};
    pages.push_back(read_page(reader, id, source));
    reader.refuse_unknown();
  }
  std::sort(pages.begin(), pages.end(), [](Page const& a, Page const& b) { return a.line < b.line; });
  return pages;
}

Definition read_file(std::string const& content, std::string_view file, std::string const& name, Source const& source,
                     std::vector<authored::Problem>& problems) {
  Definition definition;
  if (not text::is_utf8(content)) {
    problems.push_back({std::string{file}, 0, "the file is not UTF-8; save it as UTF-8"});
    return definition;
  }
  authored::read_toml(content, file, problems, [&](TableReader& top) {
    if (name == "page") {
      definition.terms = read_terms(top, definition.fim);
      definition.cosigners = read_cosigners(top);
      definition.known = read_known(top);
      read_fee(top, source.files.fee, definition.terms.fee);
    }
    definition.pages = read_pages(top, name, source);
  });
  std::size_t calendars = 0;
  bool sends = definition.terms.letters.empty();
  for (auto const& page : definition.pages) {
    for (auto const& question : page.questions) {
      sends = sends or (question.name == definition.terms.letters and question.block == "adresse");
      if (question.calendar and ++calendars == 2)
        problems.push_back({std::string{file}, question.line, "a form has one question with \"calendar\" at most"});
    }
  }
  check_known(definition, file, problems);
  if (name == "page" and not sends)
    problems.push_back(
        {std::string{file}, 0,
         fmt::format("\"letters\": there is no question \"{}\" with block = \"adresse\"", definition.terms.letters)});
  return definition;
}

}  // namespace

std::string_view word_of(Kind kind) { return words[static_cast<std::size_t>(kind)]; }

namespace {

std::string block_file(Language language) {
  if (language == Language::german) return "services/blocks.toml";
  return fmt::format("services/blocks.{}.toml", i18n::code(language));
}

}  // namespace

i18n::ByLanguage<std::string> block_files() {
  i18n::ByLanguage<std::string> files;
  for (auto const language : i18n::all_languages) files[language] = embedded_file(block_file(language));
  return files;
}

Definition read_blocks(i18n::ByLanguage<std::string> const& texts, std::vector<authored::Problem>& problems) {
  FormFiles const files{.form = texts[Language::german], .translations = {}};
  Definition const none;
  auto blocks = read_file(files.form, block_file(Language::german), "block", {files, none}, problems);
  for (auto const language : i18n::all_languages) {
    if (language == Language::german) continue;
    translate(blocks, language, texts[language], block_file(language), "block", problems);
  }
  return blocks;
}

Definition read_definition(FormFiles const& files, Definition const& blocks, std::vector<authored::Problem>& problems) {
  auto definition = read_file(files.form, form_file, "page", {files, blocks}, problems);
  for (auto const language : i18n::all_languages) {
    if (language == Language::german or files.translations[language].empty()) continue;
    auto const file = fmt::format("form.{}.toml", i18n::code(language));
    translate(definition, language, files.translations[language], file, "page", problems);
  }
  add_behalf(definition, blocks);
  return definition;
}

bool is_taken(std::string_view page) { return std::find(taken_ids.begin(), taken_ids.end(), page) != taken_ids.end(); }

}  // namespace kreislauf::forms
