#include <fmt/format.h>

#include <map>
#include <optional>
#include <tuple>

#include "authority/import_lines.h"
#include "authority/rules.h"
#include "authority/store.h"
#include "base/text.h"
#include "platform/i18n/by_language.h"

// What a town says of a service itself: its fee, a note, answers to what the service asks of each town; in its own
// words in each language.
namespace kreislauf::authority {

namespace {

/// One text of a line, with its translations; those whose column is absent are not told.
struct Words {
  std::string subject, german;
  i18n::ByLanguage<std::optional<std::string>> foreign = {};
};

/// The columns `fee`, `fee_en`, `fee_tr` ...
Words words_in(csv::Table const& table, std::string const& column, std::string subject) {
  Words words{std::move(subject), text::nfc(text::trimmed(table.cell(column)))};
  for (auto const language : i18n::all_languages) {
    auto const name = fmt::format("{}_{}", column, i18n::code(language));
    if (language != i18n::Language::german and table.has(name))
      words.foreign[language] = text::nfc(text::trimmed(table.cell(name)));
  }
  return words;
}

/// A translation that the file does not tell stays, unless the German text that it translates has changed.
bool save_words(db::Connection& connection, Town const& town, std::string const& service, Words const& words,
                std::string_view old_german) {
  bool changed = false;
  for (auto const language : i18n::all_languages) {
    auto const old = town.translated(service, words.subject, i18n::code(language));
    auto const& told = words.foreign[language];
    auto const now = told ? std::string_view{*told} : words.german == old_german ? old : std::string_view{};
    if (now == old) continue;
    store::save(connection,
                ServiceTranslation{service, words.subject, std::string{i18n::code(language)}, std::string{now}});
    changed = true;
  }
  return changed;
}

struct OverrideLine {
  ServiceOverride own;
  Words fee, note;
};

enum class Done { unchanged, added, changed };

void count(ImportReport& report, Done done) {
  ++(done == Done::unchanged ? report.unchanged : done == Done::added ? report.added : report.changed);
}

Done save_override(db::Connection& connection, Town const& town, OverrideLine const& line) {
  auto const* old = town.override_for(line.own.service);
  bool const equal = old != nullptr and std::tie(old->office, old->fee, old->note) ==
                                            std::tie(line.own.office, line.own.fee, line.own.note);
  if (not equal) store::save(connection, line.own);
  bool const fee = save_words(connection, town, line.own.service, line.fee, old == nullptr ? "" : old->fee);
  bool const note = save_words(connection, town, line.own.service, line.note, old == nullptr ? "" : old->note);
  if (old == nullptr) return Done::added;
  return equal and not fee and not note ? Done::unchanged : Done::changed;
}

struct AnswerLine {
  ServiceAnswer own;
  Words words;
};

Done save_answer(db::Connection& connection, Town const& town, AnswerLine const& line) {
  auto const old = town.answer_to(line.own.service, line.own.question);
  if (old != line.own.answer) store::save(connection, line.own);
  bool const words = save_words(connection, town, line.own.service, line.words, old);
  if (old == line.own.answer) return words ? Done::changed : Done::unchanged;
  return old.empty() ? Done::added : Done::changed;
}

template <class Line>
void save_lines(db::Store& db, std::map<AuthorityKey, std::vector<Line>> const& by_authority, ImportReport& report,
                Done (*save)(db::Connection&, Town const&, Line const&)) {
  for (auto const& [key, lines] : by_authority) {
    Town town;
    db.authority(key).read([&](db::Connection& connection) { town = store::load_town(connection); });
    std::vector<Done> done;
    db.authority(key).write([&, &all = lines](db::Connection& connection) {
      done.clear();
      for (auto const& line : all) done.push_back(save(connection, town, line));
    });
    for (auto const one : done) count(report, one);
  }
}

bool too_long(Words const& words) {
  constexpr std::size_t most = 300;
  if (text::code_points(words.german) > most) return true;
  for (auto const language : i18n::all_languages) {
    if (words.foreign[language] and text::code_points(*words.foreign[language]) > most) return true;
  }
  return false;
}

}  // namespace

ImportReport import_overrides(db::Store& db, std::string_view csv, OnRejection on_rejection) {
  ImportReport report;
  csv::Table table{csv, report, {"authority", "service"}};
  auto const directory = directory_of(db);
  std::map<AuthorityKey, std::vector<OverrideLine>> by_authority;
  while (table.next()) {
    auto const* authority = named(*directory, table.cell("authority"));
    OverrideLine line{{}, words_in(table, "fee", "fee"), words_in(table, "note", "note")};
    line.own = {std::string{table.cell("service")}, std::string{table.cell("office")}, line.fee.german,
                line.note.german};
    if (authority == nullptr)
      table.reject(unknown_authority(*directory, table.cell("authority")));
    else if (line.own.service.empty())
      table.reject("the service is missing");
    else
      by_authority[authority->key].push_back(std::move(line));
  }
  if (not stops(report, on_rejection)) save_lines(db, by_authority, report, save_override);
  return report;
}

ImportReport import_answers(db::Store& db, std::string_view csv, OnRejection on_rejection,
                            std::function<bool(std::string_view, std::string_view)> const& known) {
  ImportReport report;
  csv::Table table{csv, report, {"authority", "service", "question", "answer"}};
  auto const directory = directory_of(db);
  std::map<AuthorityKey, std::vector<AnswerLine>> by_authority;
  while (table.next()) {
    auto const* authority = named(*directory, table.cell("authority"));
    std::string const question{table.cell("question")};
    AnswerLine line{{}, words_in(table, "answer", "answer:" + question)};
    line.own = {std::string{table.cell("service")}, question, line.words.german};
    if (authority == nullptr)
      table.reject(unknown_authority(*directory, table.cell("authority")));
    else if (not known(line.own.service, question))
      table.reject(fmt::format("the service \"{}\" does not ask \"{}\"; kreislauf questions lists what is asked",
                               line.own.service, question));
    else if (too_long(line.words))
      table.reject("the answer is longer than 300 letters; say it in one or two sentences");
    else
      by_authority[authority->key].push_back(std::move(line));
  }
  if (not stops(report, on_rejection)) save_lines(db, by_authority, report, save_answer);
  return report;
}

}  // namespace kreislauf::authority
