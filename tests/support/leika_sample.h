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
#include "tests/support/source.h"

/// The real catalogue for tests and benchmarks. It lies beside the repository and is no part of the product.
namespace kreislauf::sample {

inline std::filesystem::path shared_directory() {
  auto const* set = std::getenv("KREISLAUF_SHARED");
  return set != nullptr ? std::filesystem::path{set} : test::source_folder() / ".." / "shared";
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

/// The strings of `name = ["...", "..."]`, on one line or several.
inline std::vector<std::string> toml_strings(std::string const& toml, std::string_view name) {
  std::vector<std::string> strings;
  auto const line = toml.find(std::string{"\n"}.append(name).append(" = "));
  if (line == std::string::npos) return strings;
  auto at = line + name.size() + 4;
  auto const end = toml[at] == '[' ? toml.find(']', at) : toml.find('\n', at);
  for (auto open = toml.find('"', at); open < end; open = toml.find('"', at)) {
    at = toml.find('"', open + 1) + 1;
    strings.push_back(toml.substr(open + 1, at - open - 2));
  }
  return strings;
}

/// Lays the product's own packages over the rows with the same key, as the catalogue does.
inline std::size_t merge_packages(std::vector<search::Document>& documents, std::filesystem::path const& services) {
  std::size_t merged = 0;
  for (auto const& folder : std::filesystem::directory_iterator{services}) {
    auto const facts = read_file(folder.path() / "service.toml");
    auto const text = read_file(folder.path() / "text.de.md");
    if (not facts or not text) continue;
    auto const key = toml_strings(std::string{"\n"}.append(*facts), "leika");
    if (key.empty()) continue;
    search::Document package{
        .id = static_cast<std::uint32_t>(documents.size()), .key = key.front(), .fields = {}, .prior = 1};
    auto const start = text->find("# ") + 2;
    auto const end = text->find('\n', start);
    package.fields.push_back({search::FieldKind::name, text->substr(start, end - start)});
    for (auto const* list : {"keywords", "keywords_en"}) {
      for (auto& word : toml_strings(*facts, list))
        package.fields.push_back({search::FieldKind::keyword, std::move(word)});
    }
    package.fields.push_back({search::FieldKind::teaser, text->substr(end, text->find("\n#", end) - end)});
    package.fields.push_back({search::FieldKind::body, text->substr(text->find("\n#", end))});
    for (auto& row : documents) {
      if (row.key != package.key) continue;
      row.fields.front().kind = search::FieldKind::keyword;  // the official name stays findable
      package.fields.insert(package.fields.end(), row.fields.begin(), row.fields.end());
      package.id = row.id;
    }
    if (package.id == documents.size()) documents.emplace_back();
    documents.at(package.id) = std::move(package);
    ++merged;
  }
  return merged;
}

inline std::vector<search::Synonym> synonyms() {
  auto const content = read_file(test::source_folder() / "services/synonyms.csv");
  return search::read_synonyms(content.value()).value();
}

}  // namespace kreislauf::sample
