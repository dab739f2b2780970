#include "administration/catalog/rules/standing.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/catalog/rules/competence.h"
#include "base/csv.h"
#include "base/text.h"

namespace kreislauf::catalog::rules {

namespace {

constexpr std::array<std::string_view, 3> kinds{"other_state", "ended", "renamed"};

bool word_begins(std::string_view folded, std::string_view with) {
  for (auto at = folded.find(with); at != std::string_view::npos; at = folded.find(with, at + 1)) {
    if (at == 0 or folded[at - 1] == ' ' or folded[at - 1] == '(') return true;
  }
  return false;
}

/// The whole term, not `Sozialgeldbescheid` for `Sozialgeld`; `Kriegsopferfürsorge` is meant by `kriegsopfer`.
bool applies(CatalogueRule const& rule, std::string_view folded) {
  if (rule.kind == CatalogueRule::Kind::other_state) return word_begins(folded, rule.begins);
  if (not folded.starts_with(rule.begins)) return false;
  return rule.kind == CatalogueRule::Kind::ended or folded.size() == rule.begins.size() or
         folded[rule.begins.size()] == ' ';
}

}  // namespace

Result<std::vector<CatalogueRule>> read_catalogue_rules(std::string_view content) {
  ImportReport report;
  csv::Table table{content, report, {"kind", "begins", "since", "now", "reason"}};
  std::vector<CatalogueRule> rules;
  while (table.next()) {
    auto const kind = std::find(kinds.begin(), kinds.end(), table.cell("kind"));
    CatalogueRule rule{.begins = text::folded(table.cell("begins")),
                       .since = std::string{table.cell("since")},
                       .now = std::string{table.cell("now")},
                       .reason = std::string{table.cell("reason")}};
    if (kind == kinds.end())
      table.reject(fmt::format("\"{}\" is no kind; use other_state, ended or renamed", table.cell("kind")));
    else if (rule.begins.empty() or rule.reason.empty())
      table.reject("begins and reason are needed: nothing is left out without a reason");
    else {
      rule.kind = static_cast<CatalogueRule::Kind>(kind - kinds.begin());
      rules.push_back(std::move(rule));
    }
  }
  if (not report.rejected.empty()) {
    auto const& [line, reason] = report.rejected.front();
    return failure(fmt::format("line {}: {}", line, reason));
  }
  return rules;
}

CatalogueRule const* rule_for(std::vector<CatalogueRule> const& rules, std::string_view name) {
  auto const folded = text::folded(name);
  auto const found = std::find_if(rules.begin(), rules.end(), [&](auto const& rule) { return applies(rule, folded); });
  return found == rules.end() ? nullptr : &*found;
}

std::string name_today(CatalogueRule const& rule, std::string_view name) {
  return rule.now + std::string{name.substr(std::min(rule.reason.size(), name.size()))};
}

std::string parent_of(std::string_view key) {
  if (not is_leika_key(key) or key.ends_with("000")) return {};
  return std::string{key.substr(0, 11)} + "000";
}

}  // namespace kreislauf::catalog::rules
