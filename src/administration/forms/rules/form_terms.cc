#include "administration/forms/rules/form_terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/rules/behalf.h"
#include "administration/forms/rules/fee_rule.h"
#include "administration/forms/rules/fim_origin.h"
#include "base/text.h"
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
  terms.letters = reader.text("letters", false);
  terms.behalf = reader.texts("behalf", false);
  for (auto const& one : terms.behalf) {
    if (not is_behalf(one))
      reader.problem(*table, fmt::format("\"behalf\" knows \"child\", \"care\" and \"power\", not \"{}\"", one));
  }
  fim = read_fim(reader);
  if (terms.draft_days < 1 or terms.draft_days > longest_draft)
    reader.problem(*table, "\"draft_days\" is from 1 to 90: drafts are kept for a limited time (§ 8a OZG)");
  if (table->contains("kept_days") and terms.kept_days < 1)
    reader.problem(*table, "\"kept_days\" says after how many days everything is erased; at least 1");
  reader.refuse_unknown();
  return terms;
}

namespace {

Cosigner read_cosigner(TableReader& reader, std::string id) {
  constexpr std::int64_t longest = 60;
  auto const& table = reader.table();
  Cosigner one;
  one.id = std::move(id);
  one.law = reader.text("law", true);
  one.line = table.source().begin.line;
  one.who[i18n::Language::german] = reader.text("who", true);
  one.declares[i18n::Language::german] = reader.text("declares", true);
  one.mail = reader.text("mail", true);
  one.when = reader.text("when", false);
  if (table.contains("days")) one.days = reader.number("days", true);
  if (one.days < 1 or one.days > longest) reader.problem(table, "\"days\" to sign are from 1 to 60");
  reader.refuse_unknown();
  return one;
}

}  // namespace

std::vector<Cosigner> read_cosigners(TableReader& top) {
  std::vector<Cosigner> all;
  auto const* node = top.table().contains("cosign") ? top.take("cosign", false) : nullptr;
  if (node == nullptr) return all;
  auto const* table = node->as_table();
  if (table == nullptr) {
    top.problem(*node, "write each who signs besides as [cosign.ID]");
    return all;
  }
  for (auto const& [key, value] : *table) {
    std::string id{key.str()};
    auto const* one = value.as_table();
    if (one == nullptr or text::slug(id) != id) {
      top.problem(value, "write each who signs besides as [cosign.ID], with an ID of a-z, digits and hyphens");
      continue;
    }
    TableReader reader{*one, top.file(), fmt::format(" in [cosign.{}]", id), top.problems()};
    all.push_back(read_cosigner(reader, std::move(id)));
  }
  std::sort(all.begin(), all.end(), [](Cosigner const& a, Cosigner const& b) { return a.line < b.line; });
  return all;
}

}  // namespace kreislauf::forms
