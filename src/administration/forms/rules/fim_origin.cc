#include "administration/forms/rules/fim_origin.h"

#include <fmt/format.h>

#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

namespace {

/// A letter for what it is (field, group, schema) and digits: 8 in XDatenfelder 2, 11 in 3. The quality check of the
/// schema tells which files keep to it (message 1039).
bool is_id(std::string_view id) {
  constexpr std::size_t longest = 12;
  return id.size() > 1 and id.size() <= longest and id[0] >= 'A' and id[0] <= 'Z' and
         id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

}  // namespace

Fim read_fim(authored::TableReader& reader) {
  auto const* node = reader.take("fim", false);
  if (node == nullptr) return {};
  Fim fim;
  if (auto const* table = node->as_table()) {
    authored::TableReader one{*table, reader.file(), " in \"fim\"", reader.problems()};
    fim = {.id = one.text("id", true),
           .version = one.text("version", false),
           .name = one.text("name", false),
           .times = one.text("times", false),
           .type = one.text("type", false),
           .codes = one.text("codes", false)};
    one.refuse_unknown();
  } else {
    fim.id = reader.text("fim", false);
  }
  if (not fim.id.empty() and not is_id(fim.id))
    reader.problem(*node, fmt::format("\"{}\" is no id of FIM: a letter (F, G, S) and digits", fim.id));
  return fim;
}

}  // namespace kreislauf::forms
