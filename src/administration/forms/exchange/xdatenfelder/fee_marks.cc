#include "administration/forms/exchange/xdatenfelder/fee_marks.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

namespace json = boost::json;
using i18n::Language;

std::string text_at(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value != nullptr and value->is_string() ? std::string{value->get_string()} : std::string{};
}

/// What somebody else wrote there is no rule of ours.
json::array array_in(std::string const& text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  return not error and value.is_array() ? value.get_array() : json::array{};
}

}  // namespace

void put_fee(Marks& marks, FeeRule const& fee) {
  if (fee.price) marks.put_flag("fee", true);
  marks.put("fee_table", fee.table);
  json::array town, cases;
  for (auto const& one : fee.town) town.emplace_back(one);
  if (not town.empty()) marks.put("town_amounts", json::serialize(town));
  marks.put("reduction_question", fee.reduction.question);
  marks.put("reduction_none", fee.reduction.none);
  marks.put("reduction_proof", fee.reduction.proof);
  if (not fee.table.empty()) return;
  for (auto const& one : fee.cases)
    cases.push_back({{"when", one.when}, {"amount", one.amount}, {"why", one.why[Language::german]}, {"law", one.law}});
  if (not cases.empty()) marks.put("fee_cases", json::serialize(cases));
}

FeeRule fee_in(Marks const& marks) {
  FeeRule fee{.price = marks.flag("fee"), .table = marks.text("fee_table")};
  fee.reduction = {.question = marks.text("reduction_question"),
                   .none = marks.text("reduction_none"),
                   .proof = marks.text("reduction_proof")};
  for (auto const& one : array_in(marks.text("town_amounts"))) {
    if (one.is_string()) fee.town.emplace_back(one.get_string());
  }
  for (auto const& one : array_in(marks.text("fee_cases"))) {
    if (not one.is_object()) continue;
    auto const& object = one.get_object();
    FeeCase made{.when = text_at(object, "when"), .amount = text_at(object, "amount"), .law = text_at(object, "law")};
    made.why[Language::german] = text_at(object, "why");
    fee.cases.push_back(std::move(made));
  }
  return fee;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
