#include "administration/forms/store/paper_layouts.h"

namespace kreislauf::forms::store {

namespace {

constexpr auto one_layout = R"sql(
  SELECT id, service, version, language, layout FROM paper_layouts WHERE id = ?)sql";
constexpr auto add_layout = R"sql(
  INSERT INTO paper_layouts (id, service, version, language, layout, first_printed) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING)sql";

}  // namespace

PrintedLayout PrintedLayout::from(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4)};
}

std::optional<PrintedLayout> printed(db::Connection& connection, std::string_view id) {
  auto found = connection.query<PrintedLayout>(one_layout, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void keep(db::Connection& connection, PrintedLayout const& one, std::string_view first_printed) {
  connection.exec(add_layout, one.id, one.service, one.version, one.language, one.layout, first_printed);
}

}  // namespace kreislauf::forms::store
