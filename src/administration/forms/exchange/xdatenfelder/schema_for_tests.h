#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "administration/forms/exchange/xdatenfelder/draft.h"
#include "administration/forms/exchange/xdatenfelder/form_toml.h"
#include "administration/forms/rules/compiled.h"
#include "administration/forms/rules/definition.h"
#include "tests/support/source.h"

/// Small schemas, and forms read as a package would be.
namespace kreislauf::forms::exchange::xdatenfelder::sample {

inline std::string head(std::string_view id, std::string_view name, std::string_view more) {
  return fmt::format(
      "<xdf:identifikation><xdf:id>{}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>\n"
      "<xdf:name>{}</xdf:name><xdf:bezug>§ 1 MusterG</xdf:bezug>\n"
      "<xdf:freigabestatus><code>2</code></xdf:freigabestatus>\n"
      "<xdf:statusGesetztDurch>Landesredaktion</xdf:statusGesetztDurch>\n{}",
      id, name, more);
}

inline std::string part(std::string_view times, std::string_view inside) {
  return fmt::format("<xdf:struktur>\n<xdf:anzahl>{}</xdf:anzahl>\n<xdf:enthaelt>{}</xdf:enthaelt>\n</xdf:struktur>\n",
                     times, inside);
}

inline std::string labels(std::string_view name) {
  return fmt::format(
      "<xdf:bezeichnungEingabe>{0}?</xdf:bezeichnungEingabe>\n<xdf:bezeichnungAusgabe>{0}</xdf:bezeichnungAusgabe>\n"
      "<xdf:schemaelementart><code>RNG</code></xdf:schemaelementart>\n",
      name);
}

inline std::string field(std::string_view id, std::string_view name, std::string_view type, std::string_view more = {},
                         std::string_view times = "1:1", std::string_view kind = "input") {
  return part(times, fmt::format("<xdf:datenfeld>{}<xdf:feldart><code>{}</code></xdf:feldart>\n"
                                 "<xdf:datentyp><code>{}</code></xdf:datentyp>\n"
                                 "<xdf:vorbefuellung><code>keine</code></xdf:vorbefuellung>\n{}</xdf:datenfeld>",
                                 head(id, name, labels(name)), kind, type, more));
}

inline std::string group(std::string_view id, std::string_view name, std::string_view inside,
                         std::string_view times = "1:1") {
  return part(times,
              fmt::format("<xdf:datenfeldgruppe>{}{}</xdf:datenfeldgruppe>", head(id, name, labels(name)), inside));
}

inline std::string schema(std::string_view inside) {
  return fmt::format(
      "<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf=\"urn:xoev-de:fim:standard:xdatenfelder_3.0.0\">"
      "<xdf:stammdatenschema>{}<xdf:bezeichnung>Muster</xdf:bezeichnung>\n"
      "<xdf:ableitungsmodifikationenStruktur><code>3</code></xdf:ableitungsmodifikationenStruktur>\n"
      "<xdf:ableitungsmodifikationenRepraesentation><code>1</code></xdf:ableitungsmodifikationenRepraesentation>\n"
      "<xdf:dokumentsteckbrief><xdf:id>D05000000001</xdf:id></xdf:dokumentsteckbrief>\n{}"
      "</xdf:stammdatenschema></xdf:xdatenfelder.stammdatenschema.0102>",
      head("S05000000001", "Musterantrag", ""), inside);
}

/// The draft read as the form of a package, with what our reader says of it.
struct Reading {
  std::vector<authored::Problem> problems;
  Definition form;

  explicit Reading(Draft const& draft) {
    FormFiles files{.form = form_toml(draft), .translations = {}, .fee = draft.definition.terms.fee.table};
    for (auto const& [name, options] : draft.lists) files.lists.emplace(name, list_csv(options));
    auto const blocks = read_blocks(block_files(), problems);
    form = CompiledForm::compile(read_definition(files, blocks, problems), problems)->definition();
  }
  std::string told() const {
    std::string all;
    for (auto const& one : problems) all += fmt::format("{}:{}: {}\n", one.file, one.line, one.message);
    return all;
  }
};

inline std::filesystem::path shared(std::string_view folder) {
  auto const* named = std::getenv("KREISLAUF_SHARED");
  auto const base = named != nullptr ? std::filesystem::path{named} : test::source_folder() / ".." / "shared";
  return base / folder;
}

inline std::string file(std::filesystem::path const& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace kreislauf::forms::exchange::xdatenfelder::sample
