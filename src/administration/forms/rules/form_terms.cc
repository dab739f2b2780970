#include "administration/forms/rules/form_terms.h"

#include "administration/forms/rules/fee_rule.h"
#include "administration/forms/rules/fim_origin.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

using authored::TableReader;

Terms read_terms(TableReader& top, Fim& fim) {
  constexpr std::int64_t longest_draft = 90;
  Terms terms;
  auto const* node = top.take("form", true);
  auto const* table = node == nullptr ? nullptr : node->as_table();
  if (table == nullptr) return terms;
  TableReader reader{*table, top.file(), " in [form]", top.problems()};
  if (table->contains("draft_days")) terms.draft_days = reader.number("draft_days", true);
  terms.kept_days = reader.number("kept_days", true);
  terms.kept_law = reader.text("kept_law", true);
  terms.fee = read_fee_kind(reader);
  terms.companies = reader.flag("companies");
  terms.identity_later = reader.flag("identity_later");
  fim = read_fim(reader);
  if (terms.draft_days < 1 or terms.draft_days > longest_draft)
    reader.problem(*table, "\"draft_days\" is from 1 to 90: drafts are kept for a limited time (§ 8a OZG)");
  if (table->contains("kept_days") and terms.kept_days < 1)
    reader.problem(*table, "\"kept_days\" says after how many days everything is erased; at least 1");
  reader.refuse_unknown();
  return terms;
}

}  // namespace kreislauf::forms
