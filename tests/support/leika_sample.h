#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "base/csv.h"
#include "base/text.h"
#include "platform/search/search.h"

/// The real catalogue for tests and benchmarks. It lies beside the repository and is no part of the product.
namespace kreislauf::sample {

inline std::filesystem::path source_directory() { return std::filesystem::path{__FILE__}.parent_path().parent_path().parent_path(); }

inline std::filesystem::path shared_directory() {
  auto const* set = std::getenv("KREISLAUF_SHARED");
  return set != nullptr ? std::filesystem::path{set} : source_directory() / ".." / "shared";
}

inline std::optional<std::string> read_file(std::filesystem::path const& path) {
  std::ifstream file{path, std::ios::binary};
  if (not file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

/// Municipal services before those of the state, those before purely federal ones (LeiKa type 1, 2/3, 4, 5).
inline float prior_of(std::string_view leika_type) {
  if (leika_type.find_first_of("45") != std::string_view::npos) return 0.5f;
  if (leika_type.find_first_of("23") != std::string_view::npos) return 0.4f;
  return 0;
}

/// Documents of leistungen.csv, numbered by row; empty when the file is absent.
inline std::vector<search::Document> leika_documents() {
  auto const content = read_file(shared_directory() / "standards/leika-ozg/leistungen.csv");
  std::vector<search::Document> documents;
  if (not content) return documents;
  ImportReport report;
  csv::Table table{*content, report, {"leika_schluessel", "name"}};
  while (table.next()) {
    auto const cell = [&](char const* name) { return std::string{table.cell(name)}; };
    documents.push_back({
        .id = static_cast<std::uint32_t>(documents.size()),
        .key = cell("leika_schluessel"),
        .fields = {{search::FieldKind::name, cell("name")},
                   {search::FieldKind::official, cell("ozg_leistung")},
                   {search::FieldKind::teaser, cell("lage")},
                   {search::FieldKind::body, cell("themenfeld")},
                   {search::FieldKind::body, cell("gesetze")},
                   {search::FieldKind::body, cell("gesetze_kurz")}},
        .prior = prior_of(cell("leika_typ")),
    });
  }
  return documents;
}

inline std::vector<search::Synonym> synonyms() {
  auto const content = read_file(source_directory() / "services/synonyms.csv");
  return search::read_synonyms(content.value()).value();
}

}  // namespace kreislauf::sample
