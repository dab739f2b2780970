#include "administration/cases/rules/automatic.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/cases/rules/type.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::cases {

namespace {

using authored::TableReader;

/// Fewer and nobody would notice what goes wrong.
constexpr std::int64_t fewest = 2, most = 100;

void read_rules(TableReader& section, CaseType const& type, Automatic& automatic) {
  for (auto const* table : section.tables("rule", true)) {
    TableReader one{*table, section.file(), " in [[automatic.rule]]", section.problems()};
    Automatic::Rule rule{.that = one.text("that", true),
                         .because = one.text("because", true),
                         .checks = one.texts("checks", false),
                         .line = table->source().begin.line};
    for (auto const& id : rule.checks) {
      bool const known =
          std::any_of(type.checks.begin(), type.checks.end(), [&](CheckItem const& item) { return item.id == id; });
      if (not known) one.problem(*table, fmt::format("there is no [[check]] with the id \"{}\"", id));
    }
    one.refuse_unknown();
    automatic.rules.push_back(std::move(rule));
  }
}

/// What a person would have to look at, a rule looks at.
void tell_unlooked(TableReader& section, CaseType const& type, Automatic const& automatic) {
  std::set<std::string_view> looked;
  for (auto const& rule : automatic.rules) looked.insert(rule.checks.begin(), rule.checks.end());
  for (auto const& item : type.checks) {
    if (item.needed and not looked.contains(item.id))
      section.problem(section.table(),
                      fmt::format("no rule looks at the needed check \"{}\"; name it in \"checks\" of one", item.id));
  }
}

}  // namespace

void read_automatic(TableReader& reader, CaseType& type) {
  if (not reader.table().contains("automatic")) return;
  reader.section("automatic", [&](TableReader& section) {
    auto& automatic = type.automatic;
    automatic.law = section.text("law", true);
    automatic.result = section.text("result", true);
    automatic.sample = section.number("sample", true);
    read_rules(section, type, automatic);
    auto const* result = type.result(automatic.result);
    if (not automatic.result.empty() and (result == nullptr or is_adverse(result->outcome)))
      section.problem(section.table(), "\"result\" is the id of a [[result]] that refuses nothing");
    if (automatic.sample < fewest or automatic.sample > most)
      section.problem(section.table(), "\"sample\" is from 2 to 100: one in so many is left to a person");
    if (type.four_eyes) section.problem(section.table(), "what two people decide no programme decides (four_eyes)");
    if (not type.notices) section.problem(section.table(), "without a letter nobody hears of it (notice = false)");
    tell_unlooked(section, type, automatic);
  });
}

}  // namespace kreislauf::cases
