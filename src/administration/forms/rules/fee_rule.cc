#include "administration/forms/rules/fee_rule.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/rules/definition.h"
#include "engines/dmn/dmn.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

namespace {

using authored::TableReader;
using i18n::Language;

std::vector<FeeCase> read_cases(TableReader& top) {
  std::vector<FeeCase> cases;
  for (auto const* table : top.tables("fee", false)) {
    TableReader reader{*table, top.file(), " in a [[fee]]", top.problems()};
    FeeCase one{.line = table->source().begin.line};
    one.when = reader.text("when", false);
    bool const later = reader.flag("later");
    one.amount = reader.text("amount", not later);
    if (later and not one.amount.empty())
      reader.problem(*table,
                     "a case has an amount, or \"later = true\" where the bill comes with the notice; not both");
    one.why[Language::german] = reader.text("why", true);
    one.law = reader.text("law", true);
    reader.refuse_unknown();
    cases.push_back(std::move(one));
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    bool const last = i + 1 == cases.size();
    if (not last and cases[i].when.empty())
      top.problems().push_back({top.file(), cases[i + 1].line,
                                "this case is never reached: the one before it has no \"when\" and always applies"});
    if (last and not cases[i].when.empty())
      top.problems().push_back({top.file(), cases[i].line,
                                "what does it cost in all other cases? Add a last [[fee]] without \"when\", with an "
                                "amount or with \"later = true\""});
  }
  return cases;
}

/// Of each rule of each table, in the order of the model: why for people, then the law.
std::vector<FeeCase> cases_of(dmn::Model const& model, std::vector<authored::Problem>& problems) {
  std::vector<FeeCase> cases;
  for (auto const& decision : model.decisions()) {
    for (auto const& rule : decision.rules) {
      FeeCase one{.line = static_cast<std::size_t>(rule.line)};
      if (rule.outputs.size() == 1) one.amount = rule.outputs.front();
      if (not rule.annotations.empty()) one.why[Language::german] = rule.annotations[0];
      if (rule.annotations.size() > 1) one.law = rule.annotations[1];
      if (one.why[Language::german].empty() or one.law.empty())
        problems.push_back({std::string{fee_file}, one.line,
                            "this rule needs two annotations: a sentence that says to people why it costs that, and "
                            "the law"});
      cases.push_back(std::move(one));
    }
  }
  return cases;
}

/// `reduction = { question = "ermaessigung", none = "nein", proof = "nachweis" }`
ReductionRule read_reduction(TableReader& form) {
  ReductionRule reduction;
  auto const* node = form.take("reduction", false);
  if (node == nullptr) return reduction;
  auto const* table = node->as_table();
  if (table == nullptr) {
    form.problem(*node, "\"reduction\" names two questions: { question = \"...\", none = \"...\", proof = \"...\" }");
    return reduction;
  }
  TableReader reader{*table, form.file(), " in reduction", form.problems()};
  reduction.line = node->source().begin.line;
  reduction.question = reader.text("question", true);
  reduction.none = reader.text("none", true);
  reduction.proof = reader.text("proof", true);
  reader.refuse_unknown();
  return reduction;
}

}  // namespace

FeeRule read_fee_kind(TableReader& form) {
  FeeRule fee;
  fee.reduction = read_reduction(form);
  fee.town = form.texts("town_amounts", false);
  auto const* node = form.take("fee", false);
  if (node == nullptr) return fee;
  fee.line = node->source().begin.line;
  if (auto const price = node->value_exact<bool>()) {
    fee.price = *price;
  } else if (node->value_exact<std::string>() == std::string{fee_file}) {
    fee.table = fee_file;
  } else {
    form.problem(*node, fmt::format("\"fee\" is true (the one price of the service) or \"{}\"; cases are written as "
                                    "[[fee]], without a line here",
                                    fee_file));
  }
  return fee;
}

void read_fee(TableReader& top, std::string const& dmn, FeeRule& fee) {
  bool const table = not fee.table.empty();
  fee.cases = read_cases(top);
  if (not fee.cases.empty() and (table or fee.price))
    top.problems().push_back({top.file(), fee.cases.front().line,
                              "\"fee\" in [form] and [[fee]] say the same thing twice; keep one of them"});
  if (not table) {
    if (not dmn.empty())
      top.problems().push_back(
          {std::string{fee_file}, 0, fmt::format("nothing uses this table; write fee = \"{}\" into [form]", fee_file)});
    return;
  }
  fee.table = dmn;
  if (dmn.empty()) {
    top.problems().push_back({std::string{fee_file}, 0, "the table does not lie in the folder of the service"});
    return;
  }
  auto const model = dmn::Model::load(dmn);
  if (not model) {
    for (auto const& one : model.error())
      top.problems().push_back({std::string{fee_file}, static_cast<std::size_t>(one.line), one.message});
    return;
  }
  fee.cases = cases_of(*model, top.problems());
  if (fee.cases.empty()) top.problems().push_back({std::string{fee_file}, 0, "there is no table with rules in it"});
}

}  // namespace kreislauf::forms
