#include "administration/catalog/store/store.h"

#include <algorithm>

namespace kreislauf::catalog {

Change Change::from(db::Row const& row) {
  return {row.integer(0), row.string(1), row.string(2), row.string(3), row.string(4)};
}

namespace store {

namespace {

constexpr auto all_rows =
    "SELECT key, slug, types, name, legal_basis, laws, bundle, situation, topic FROM catalogue_rows ORDER BY name, key";
constexpr auto save_row = R"sql(
  INSERT INTO catalogue_rows (key, slug, types, name, legal_basis, laws, bundle, situation, topic)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET types = excluded.types, name = excluded.name, legal_basis = excluded.legal_basis,
    laws = excluded.laws, bundle = excluded.bundle, situation = excluded.situation, topic = excluded.topic)sql";

constexpr auto all_packages =
    "SELECT slug, facts, text_de, text_en, text_tr, text_uk, text_ar FROM packages ORDER BY slug";
constexpr auto save_package = R"sql(
  INSERT INTO packages (slug, facts, text_de, text_en, text_tr, text_uk, text_ar) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (slug) DO UPDATE SET facts = excluded.facts, text_de = excluded.text_de, text_en = excluded.text_en,
    text_tr = excluded.text_tr, text_uk = excluded.text_uk, text_ar = excluded.text_ar)sql";

constexpr auto all_files = "SELECT slug, name, content FROM package_files";
constexpr auto drop_files = "DELETE FROM package_files WHERE slug = ?";
constexpr auto save_file = "INSERT INTO package_files (slug, name, content) VALUES (?, ?, ?)";

constexpr auto all_shipped = "SELECT slug, shipped FROM packages";
constexpr auto mark_shipped = "UPDATE packages SET shipped = ? WHERE slug = ?";

constexpr auto all_planned = "SELECT slug, live_at, files, planned_at FROM planned_packages ORDER BY live_at, slug";
constexpr auto next_planned = "SELECT live_at FROM planned_packages WHERE live_at <> '' ORDER BY live_at LIMIT 1";
constexpr auto save_planned = R"sql(
  INSERT INTO planned_packages (slug, live_at, files, planned_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (slug, live_at) DO UPDATE SET files = excluded.files, planned_at = excluded.planned_at)sql";
constexpr auto drop_planned = "DELETE FROM planned_packages WHERE slug = ? AND live_at = ?";

constexpr auto all_texts = "SELECT key, language, module, content FROM service_texts";
constexpr auto save_text = R"sql(
  INSERT INTO service_texts (key, language, module, content) VALUES (?, ?, ?, ?)
  ON CONFLICT (key, language, module) DO UPDATE SET content = excluded.content)sql";
constexpr auto remove_text = "DELETE FROM service_texts WHERE key = ? AND language = ? AND module = ?";

constexpr auto newest_changes =
    "SELECT seq, changed_at, key, kind, title FROM catalogue_changes ORDER BY seq DESC LIMIT 200";
constexpr auto next_change = "SELECT COALESCE(MAX(seq), 0) + 1 FROM catalogue_changes";
constexpr auto save_change = "INSERT INTO catalogue_changes (seq, changed_at, key, kind, title) VALUES (?, ?, ?, ?, ?)";

}  // namespace

CatalogueRow CatalogueRow::from(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4),
          row.string(5), row.string(6), row.string(7), row.string(8)};
}

ServiceText ServiceText::from(db::Row const& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3)};
}

std::vector<CatalogueRow> load_rows(db::Connection& connection) { return connection.query<CatalogueRow>(all_rows); }

std::vector<PackageFiles> load_packages(db::Connection& connection) {
  std::vector<PackageFiles> packages;
  connection.each(all_packages, [&](db::Row const& row) {
    auto& files = packages.emplace_back(PackageFiles{row.string(0), row.string(1), {}, {}});
    int column = 2;
    for (auto const language : i18n::all_languages) files.texts[language] = row.string(column++);
  });
  connection.each(all_files, [&](db::Row const& row) {
    auto const at = std::lower_bound(packages.begin(), packages.end(), row.text(0),
                                     [](PackageFiles const& one, std::string_view slug) { return one.slug < slug; });
    if (at != packages.end() and at->slug == row.text(0)) at->more.emplace(row.string(1), row.string(2));
  });
  return packages;
}

std::vector<ServiceText> load_texts(db::Connection& connection) { return connection.query<ServiceText>(all_texts); }

std::vector<Change> load_changes(db::Connection& connection) { return connection.query<Change>(newest_changes); }

void save(db::Connection& connection, CatalogueRow const& r) {
  connection.exec(save_row, r.key, r.slug, r.types, r.name, r.legal_basis, r.laws, r.bundle, r.situation, r.topic);
}

void save(db::Connection& connection, PackageFiles const& p) {
  using i18n::Language;
  auto const& in = p.texts;
  connection.exec(save_package, p.slug, p.facts, in[Language::german], in[Language::english], in[Language::turkish],
                  in[Language::ukrainian], in[Language::arabic]);
  connection.exec(drop_files, p.slug);
  for (auto const& [name, content] : p.more) connection.exec(save_file, p.slug, name, content);
}

std::map<std::string, std::string, std::less<>> shipped_packages(db::Connection& connection) {
  std::map<std::string, std::string, std::less<>> shipped;
  connection.each(all_shipped, [&](db::Row const& row) { shipped.emplace(row.string(0), row.string(1)); });
  return shipped;
}

void save_shipped(db::Connection& connection, std::string_view slug, std::string_view hash) {
  connection.exec(mark_shipped, hash, slug);
}

std::vector<PlannedPackage> load_planned(db::Connection& connection) {
  std::vector<PlannedPackage> planned;
  connection.each(all_planned, [&](db::Row const& row) {
    planned.push_back({package_in(row.string(0), row.text(2)), row.string(1), row.string(3)});
  });
  return planned;
}

std::string first_planned(db::Connection& connection) {
  std::string first;
  connection.each(next_planned, [&](db::Row const& row) { first = row.string(0); });
  return first;
}

void save(db::Connection& connection, PlannedPackage const& p) {
  connection.exec(save_planned, p.files.slug, p.live_at, text_of(p.files), p.planned_at);
}

bool remove_planned(db::Connection& connection, std::string_view slug, std::string_view live_at) {
  return connection.exec(drop_planned, slug, live_at) > 0;
}

void save(db::Connection& connection, ServiceText const& t) {
  connection.exec(save_text, t.key, t.language, t.module, t.content);
}

void remove(db::Connection& connection, ServiceText const& t) {
  connection.exec(remove_text, t.key, t.language, t.module);
}

void record_change(db::Connection& connection, std::string const& at, std::string const& key, std::string_view kind,
                   std::string const& title) {
  connection.exec(save_change, connection.number(next_change), at, key, kind, title);
}

}  // namespace store

}  // namespace kreislauf::catalog
