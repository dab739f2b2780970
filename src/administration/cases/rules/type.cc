#include "administration/cases/rules/type.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/cases/rules/tasks.h"
#include "platform/authored/ids.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::cases {

namespace {

using authored::TableReader;
using i18n::Language;

constexpr std::array<std::string_view, 4> outcomes{"granted", "partly", "refused", "done"};
constexpr std::array<std::string_view, 4> open_phases{"new", "working", "waiting", "signing"};
constexpr std::array<std::string_view, 3> regimes{"general", "taxes", "social"};
constexpr std::array<std::string_view, 5> remedies{"action", "objection", "tax_objection", "social_objection", "none"};
constexpr std::array<std::string_view, 2> begins{"arrival", "complete"};

/// An id that stands once among its kind.
std::string id_in(TableReader& reader, std::set<std::string>& known) {
  auto id = reader.text("id", true);
  if (id.empty()) return id;
  authored::expect_id(reader, reader.table(), id);
  if (not known.insert(id).second) reader.problem(reader.table(), fmt::format("the id \"{}\" stands there twice", id));
  return id;
}

/// `name`, and `name_en` in the other languages.
i18n::ByLanguage<std::string> named(TableReader& reader) {
  i18n::ByLanguage<std::string> name;
  for (auto const language : i18n::all_languages) {
    bool const source = language == Language::german;
    name[language] = reader.text(source ? "name" : fmt::format("name_{}", i18n::code(language)), source);
  }
  return name;
}

template <class Each>
void each_of(TableReader& reader, std::string const& name, Each const& each) {
  std::set<std::string> known;
  for (auto const* table : reader.tables(name, false)) {
    TableReader one{*table, reader.file(), fmt::format(" in [[{}]]", name), reader.problems()};
    each(one, known);
    one.refuse_unknown();
  }
}

void read_deadline(TableReader& reader, DeadlineRule& rule) {
  if (not reader.table().contains("deadline")) {
    rule = standard_type().deadline;
    return;
  }
  reader.section("deadline", [&](TableReader& section) {
    if (section.flag("none")) return;
    auto const length = section.text("length", true);
    rule.length = deadlines::parse_length(length);
    if (not length.empty() and not rule.length)
      section.problem(*section.take("length", true), "write a length as P10D, P2W, P3M or P1Y");
    rule.law = section.text("law", true);
    rule.from_complete = section.choice("begins", begins, false, 0) == 1;
    rule.stops = section.text("stops", false);
    if (rule.from_complete and not rule.stops.empty())
      section.problem(*section.take("stops", true),
                      "what begins when everything is there begins anew, it is not stopped; leave \"stops\" out");
  });
}

void read_decision(TableReader& reader, CaseType& type) {
  if (not reader.table().contains("decision")) return;
  reader.section("decision", [&](TableReader& section) {
    type.four_eyes = section.flag("four_eyes");
    if (section.table().contains("notice")) type.notices = section.flag("notice");
    type.regime = static_cast<deadlines::Regime>(section.choice("regime", regimes, false, 0));
    type.remedy = static_cast<deadlines::Remedy>(section.choice("remedy", remedies, false, 0));
  });
}

}  // namespace

Status const* CaseType::status(std::string_view id) const {
  auto const found = std::find_if(statuses.begin(), statuses.end(), [&](Status const& one) { return one.id == id; });
  return found == statuses.end() ? nullptr : &*found;
}

Status const* CaseType::status_in(Phase phase) const {
  auto const found =
      std::find_if(statuses.begin(), statuses.end(), [&](Status const& one) { return one.phase == phase; });
  return found == statuses.end() ? nullptr : &*found;
}

Result const* CaseType::result(std::string_view id) const {
  auto const found = std::find_if(results.begin(), results.end(), [&](Result const& one) { return one.id == id; });
  return found == results.end() ? nullptr : &*found;
}

deadlines::Remedy CaseType::remedy_of(Result const* result) const {
  return result != nullptr and result->letter ? deadlines::Remedy::none : remedy;
}

Result const* CaseType::result_of(Outcome outcome) const {
  auto const found =
      std::find_if(results.begin(), results.end(), [&](Result const& one) { return one.outcome == outcome; });
  return found == results.end() ? nullptr : &*found;
}

std::string_view hearing_law(deadlines::Regime regime) {
  constexpr std::array<std::string_view, 3> laws{"§ 28 VwVfG NRW", "§ 91 AO", "§ 24 SGB X"};
  return laws[static_cast<std::size_t>(regime)];
}

std::string_view reason_law(deadlines::Regime regime) {
  constexpr std::array<std::string_view, 3> laws{"§ 39 VwVfG NRW", "§ 121 AO", "§ 35 SGB X"};
  return laws[static_cast<std::size_t>(regime)];
}

CaseType standard_type() {
  return {.deadline = {.length = deadlines::quarter, .law = "§ 75 Satz 2 VwGO"},
          .results = {{"bewilligt", "Bewilligt", Outcome::granted}, {"abgelehnt", "Abgelehnt", Outcome::refused}}};
}

CaseType read_type(std::string_view text, std::string_view file, std::string_view drawing,
                   std::vector<authored::Problem>& problems) {
  CaseType type;
  authored::read_toml(text, file, problems, [&](TableReader& reader) {
    read_deadline(reader, type.deadline);
    read_decision(reader, type);
    each_of(reader, "status", [&](TableReader& one, std::set<std::string>& known) {
      Status status{.id = id_in(one, known)};
      status.phase = static_cast<Phase>(one.choice("phase", open_phases, false, 1));
      status.name = named(one);
      type.statuses.push_back(std::move(status));
    });
    each_of(reader, "check", [&](TableReader& one, std::set<std::string>& known) {
      CheckItem item{.id = id_in(one, known), .text = one.text("text", true), .law = one.text("law", true)};
      item.needed = one.flag("needed");
      type.checks.push_back(std::move(item));
    });
    each_of(reader, "result", [&](TableReader& one, std::set<std::string>& known) {
      Result result{.id = id_in(one, known), .name = one.text("name", true)};
      result.outcome = static_cast<Outcome>(one.choice("outcome", outcomes, true, 3));
      result.hearing = one.flag("hearing");
      result.letter = one.flag("letter");
      result.button = one.text("button", false);
      if (result.letter and is_adverse(result.outcome))
        one.problem(one.table(),
                    "what refuses something is no mere letter: it is told how to go against it (§ 37 (6) VwVfG NRW)");
      type.results.push_back(std::move(result));
    });
    if (type.results.empty()) type.results = standard_type().results;
    read_automatic(reader, type);
    read_tasks(reader, drawing, type);
  });
  return type;
}

}  // namespace kreislauf::cases
