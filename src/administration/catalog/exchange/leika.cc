#include <fmt/format.h>

#include <map>
#include <set>

#include "administration/catalog/rules/competence.h"
#include "administration/catalog/store/store.h"
#include "base/csv.h"
#include "base/text.h"
#include "platform/crypto/crypto.h"

// The official catalogue of services (LeiKa) as CSV.
namespace kreislauf::catalog {

namespace {

/// Cells of the catalogue hold line breaks and trailing blanks; a page wants one line.
std::string one_line(std::string_view cell) {
  std::string out;
  for (char c : text::trimmed(cell)) {
    bool const space = c == ' ' or c == '\n' or c == '\r' or c == '\t';
    if (not space)
      out += c;
    else if (not out.empty() and not out.ends_with(' '))
      out += ' ';
  }
  return text::nfc(out);
}

/// Services without an official key are known by what they say, so that the same file changes nothing.
std::string key_of(std::string_view leika, store::CatalogueRow const& row) {
  if (not leika.empty()) return std::string{leika};
  auto const all = fmt::format("{}|{}|{}|{}", row.name, row.types, row.bundle, row.legal_basis);
  return "x-" + text::slug(row.name).substr(0, 40) + "-" + crypto::sha256_hex(all).substr(0, 10);
}

std::string short_slug(std::string_view name) {
  auto slug = text::slug(name);
  if (slug.size() > 70) slug = slug.substr(0, slug.rfind('-', 70));
  return slug.empty() ? "dienst" : slug;
}

Result<store::CatalogueRow> read_row(csv::Table const& table) {
  auto const leika = table.cell("leika_schluessel|key");
  store::CatalogueRow row;
  row.name = one_line(table.cell("name"));
  if (row.name.empty()) return failure("the name is missing");
  if (not leika.empty() and not rules::is_leika_key(leika))
    return failure(fmt::format("\"{}\" is no LeiKa key: 14 digits that start with 99", text::shortened(leika, 40)));
  row.types = one_line(table.cell("leika_typ|type"));
  row.legal_basis = one_line(table.cell("rechtsgrundlage|legal_basis"));
  row.laws = one_line(table.cell("gesetze|laws"));
  row.bundle = one_line(table.cell("ozg_leistung|bundle"));
  row.situation = one_line(table.cell("lage|situation"));
  row.topic = one_line(table.cell("themenfeld|topic"));
  row.key = key_of(leika, row);
  return row;
}

struct RowPlan {
  std::map<std::string, store::CatalogueRow> known;
  std::set<std::string> slugs;
  std::map<std::string, std::size_t> seen;
  std::vector<std::pair<store::CatalogueRow, bool>> to_save;  // the row and whether it is new

  void take(store::CatalogueRow row, csv::Table& table, ImportReport& report) {
    auto const [first, fresh] = seen.emplace(row.key, table.line());
    if (not fresh) return table.reject(fmt::format("the same service stands in line {} already", first->second));
    auto const old = known.find(row.key);
    if (old != known.end()) {
      row.slug = old->second.slug;
      if (row == old->second) return void(++report.unchanged);
      ++report.changed;
      to_save.emplace_back(std::move(row), false);
      return;
    }
    row.slug = short_slug(row.name);
    // Several keys can share a name; the key makes the address its own.
    if (not slugs.insert(row.slug).second)
      slugs.insert(row.slug += "-" + (rules::is_leika_key(row.key) ? row.key : row.key.substr(row.key.size() - 10)));
    ++report.added;
    to_save.emplace_back(std::move(row), true);
  }
};

}  // namespace

ImportReport import_leika(db::Store& db, std::string_view csv, OnRejection on_rejection, Clock const& clock) {
  ImportReport report;
  csv::Table table{csv, report, {"leika_schluessel|key", "name"}};
  RowPlan plan;
  db.commons().read([&](db::Connection& connection) {
    for (auto& row : store::load_rows(connection)) {
      plan.slugs.insert(row.slug);
      plan.known.emplace(row.key, std::move(row));
    }
  });
  while (table.next()) {
    if (auto row = read_row(table); row)
      plan.take(std::move(*row), table, report);
    else
      table.reject(row.error());
  }
  report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back;
  if (report.rolled_back) report.added = report.changed = 0;
  if (report.rolled_back or plan.to_save.empty()) return report;
  auto const now = iso_utc(clock.now());
  bool const first_import = plan.known.empty();
  db.commons().write([&](db::Connection& connection) {
    for (auto const& [row, is_new] : plan.to_save) {
      store::save(connection, row);
      // The very first catalogue is not five thousand pieces of news.
      if (not first_import) store::record_change(connection, now, row.key, is_new ? "added" : "changed", row.name);
    }
    if (first_import)
      store::record_change(connection, now, "catalogue", "added",
                           fmt::format("{} Dienste aus dem Leistungskatalog", plan.to_save.size()));
  });
  return report;
}

}  // namespace kreislauf::catalog
