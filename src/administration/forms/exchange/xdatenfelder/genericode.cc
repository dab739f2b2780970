#include "administration/forms/exchange/xdatenfelder/genericode.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/exchange/xdatenfelder/one_line.h"
#include "base/text.h"
#include "platform/xml/xml.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

struct Columns {
  std::string code, name;
};

std::optional<std::string> id_of(xml::Element const& column) {
  auto const id = column.attribute("Id");
  return id ? std::optional<std::string>{*id} : std::nullopt;
}

/// The key that the list recommends, or its first one; and the first column that is called after a name.
Columns columns_of(xml::Element const& set) {
  Columns columns;
  for (auto const& key : set.children("Key")) {
    auto const ref = key.child("ColumnRef");
    auto const note = key.child("Annotation");
    auto const info = note ? note->child("AppInfo") : std::nullopt;
    bool const better = columns.code.empty() or (info and info->child("recommendedKeyColumn"));
    if (ref and better) columns.code = std::string{ref->attribute("Ref").value_or("")};
  }
  std::vector<std::string> others;
  for (auto const& column : set.children("Column")) {
    auto const id = id_of(column);
    if (not id) continue;
    if (columns.code.empty()) columns.code = *id;
    if (*id != columns.code) others.push_back(*id);
  }
  for (std::string_view const word : {"name", "bezeichnung", "beschreibung", "description", "wert", "text"}) {
    auto const found = std::find_if(others.begin(), others.end(),
                                    [&](auto const& id) { return text::folded(id).find(word) != std::string::npos; });
    if (found == others.end()) continue;
    columns.name = *found;
    return columns;
  }
  columns.name = others.empty() ? columns.code : others.front();
  return columns;
}

Code code_of(xml::Element const& row, Columns const& columns) {
  Code code;
  for (auto const& value : row.children("Value")) {
    auto const column = value.attribute("ColumnRef").value_or("");
    if (column == columns.code) code.code = text_below(value, "SimpleValue");
    if (column == columns.name) code.name = text_below(value, "SimpleValue");
  }
  return code;
}

}  // namespace

std::optional<CodeListFile> read_genericode(std::string_view text) {
  auto const document = xml::parse(text);
  if (not document or document->root().name() != "CodeList") return std::nullopt;
  auto const root = document->root();
  auto const identity = root.child("Identification"), set = root.child("ColumnSet"),
             rows = root.child("SimpleCodeList");
  if (not identity or not set or not rows) return std::nullopt;
  CodeListFile list;
  list.name = {.uri = text_below(*identity, "CanonicalUri"),
               .version = text_below(*identity, "Version"),
               .whole = text_below(*identity, "CanonicalVersionUri")};
  auto const columns = columns_of(*set);
  for (auto const& row : rows->children("Row")) {
    auto code = code_of(row, columns);
    if (not code.code.empty()) list.codes.push_back(std::move(code));
  }
  return list;
}

std::string write_genericode(CodeListFile const& list) {
  auto const e = [](std::string const& text) { return xml::escape(text); };
  std::string rows;
  for (auto const& one : list.codes)
    rows += fmt::format(
        "    <Row><Value ColumnRef='Code'><SimpleValue>{}</SimpleValue></Value>"
        "<Value ColumnRef='Name'><SimpleValue>{}</SimpleValue></Value></Row>\n",
        e(one.code), e(one.name));
  return fmt::format(
      "<?xml version='1.0' encoding='UTF-8'?>\n"
      "<gc:CodeList xmlns:gc='http://docs.oasis-open.org/codelist/ns/genericode/1.0/'>\n"
      "  <Identification><ShortName>{0}</ShortName><Version>{1}</Version><CanonicalUri>{2}</CanonicalUri>"
      "<CanonicalVersionUri>{3}</CanonicalVersionUri></Identification>\n"
      "  <ColumnSet>\n"
      "    <Column Id='Code' Use='required'><ShortName>Code</ShortName><Data Type='string'/></Column>\n"
      "    <Column Id='Name' Use='required'><ShortName>Name</ShortName><Data Type='string'/></Column>\n"
      "    <Key Id='CodeKey'><ShortName>CodeKey</ShortName><ColumnRef Ref='Code'/></Key>\n"
      "  </ColumnSet>\n  <SimpleCodeList>\n{4}  </SimpleCodeList>\n</gc:CodeList>\n",
      e(list.name.id), e(list.name.version), e(list.name.uri), e(list.name.whole), rows);
}

CodeListFile const* find_list(std::vector<CodeListFile> const& lists, CodeList const& wanted) {
  CodeListFile const* other = nullptr;
  for (auto const& one : lists) {
    if (one.name.whole == wanted.whole and not wanted.whole.empty()) return &one;
    if (one.name.uri == wanted.uri and not wanted.uri.empty()) other = &one;
  }
  return other;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
