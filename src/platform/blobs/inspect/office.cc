#include <algorithm>
#include <array>

#include "platform/blobs/inspect/kinds.h"
#include "platform/blobs/inspect/zip.h"
#include "platform/xml/xml.h"

// Documents of office programs: OOXML (ISO/IEC 29500-2) and OpenDocument (ISO/IEC 26300). Only what says their kind and
// where they lead is read.
namespace kreislauf::blobs {

namespace {

using enum Type;

constexpr std::size_t most_of_list = 2'097'152;

struct Kind {
  std::string_view mark;
  Type type;
};
constexpr std::array ooxml{Kind{"wordprocessingml.document.main", docx}, Kind{"spreadsheetml.sheet.main", xlsx},
                           Kind{"presentationml.presentation.main", pptx}};
constexpr std::array ooxml_folders{Kind{"word/", docx}, Kind{"xl/", xlsx}, Kind{"ppt/", pptx}};
constexpr std::array odf{Kind{"application/vnd.oasis.opendocument.text", odt},
                         Kind{"application/vnd.oasis.opendocument.spreadsheet", ods},
                         Kind{"application/vnd.oasis.opendocument.presentation", odp}};

/// Folded: what a relation brings in to be run or shown as part of the document.
constexpr std::array<std::string_view, 6> of_code{"attachedtemplate", "oleobject",    "frame",
                                                  "subdocument",      "externallink", "control"};

ZipEntry const* named(std::vector<ZipEntry> const& entries, std::string_view name) {
  auto const found = std::find_if(entries.begin(), entries.end(), [&](auto const& one) { return one.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

bool begins_folded(std::string_view name, std::string_view with) {
  return holds_folded(name.substr(0, with.size()), with);
}
bool ends_folded(std::string_view name, std::string_view with) {
  return name.size() >= with.size() and holds_folded(name.substr(name.size() - with.size()), with);
}

bool any_begins(std::vector<ZipEntry> const& entries, std::string_view with) {
  return std::any_of(entries.begin(), entries.end(), [&](auto const& one) { return one.name.starts_with(with); });
}

/// Relations that lead out: a template, frame or object from elsewhere is code from elsewhere; a link is a link. Read
/// as XML: line breaks, prefixes and written-out signs are the same to the program that opens it.
void look_at_relations(std::string_view text, Inspection& inspection) {
  auto const document = xml::parse(text);
  if (not document) return find(inspection, Danger::hidden);
  for (auto const& one : document->root().children()) {
    if (not holds_folded(one.attribute("TargetMode").value_or(""), "external")) continue;
    auto const kind = one.attribute("Type").value_or("");
    bool const code = std::any_of(of_code.begin(), of_code.end(), [&](auto what) { return holds_folded(kind, what); });
    find(inspection, code ? Danger::external_template : Danger::external);
  }
}

void look_at_xml(std::vector<ZipEntry> const& entries, Inspection& inspection) {
  for (auto const& entry : entries) {
    bool const relations = ends_folded(entry.name, ".rels");
    if (not relations and not ends_folded(entry.name, ".xml")) continue;
    auto const xml = unpacked(entry, std::max<std::size_t>(entry.size, 1), inspection);
    // In UTF-16 none of this would be seen; office programs write UTF-8.
    if (xml.starts_with("\xFF\xFE") or xml.starts_with("\xFE\xFF") or holds(xml.substr(0, 200), "UTF-16"))
      find(inspection, Danger::hidden);
    if (holds(xml, "<!DOCTYPE") or holds(xml, "<!ENTITY")) find(inspection, Danger::entities);
    if (relations) look_at_relations(xml, inspection);
  }
}

Type ooxml_type(std::vector<ZipEntry> const& entries, ZipEntry const& list, Inspection& inspection) {
  auto const types =
      unpacked(list, std::min<std::size_t>(std::max<std::size_t>(list.size, 1), most_of_list), inspection);
  if (holds_folded(types, "macroenabled") or holds_folded(types, "vbaproject")) find(inspection, Danger::macros);
  for (auto const& one : ooxml) {
    if (holds(types, one.mark)) return one.type;
  }
  for (auto const& one : ooxml_folders) {
    if (any_begins(entries, one.mark)) return one.type;
  }
  return zip;
}

Type odf_type(ZipEntry const& mimetype) {
  for (auto const& one : odf) {
    if (mimetype.method == 0 and mimetype.packed == one.mark) return one.type;
  }
  return zip;
}

}  // namespace

void inspect_office(std::vector<ZipEntry> const& entries, Inspection& inspection) {
  if (auto const* list = named(entries, "[Content_Types].xml")) {
    inspection.type = ooxml_type(entries, *list, inspection);
  } else if (not entries.empty() and entries.front().name == "mimetype") {
    inspection.type = odf_type(entries.front());
  }
  if (inspection.type == zip) return;
  for (auto const& entry : entries) {
    // Names of parts are the same in capitals (ISO/IEC 29500-2, 6.2.2.3).
    bool const code = ends_folded(entry.name, "vbaproject.bin") or begins_folded(entry.name, "basic/") or
                      begins_folded(entry.name, "scripts/") or holds_folded(entry.name, "macrosheets/");
    if (code) find(inspection, Danger::macros);
    bool const embedded = holds_folded(entry.name, "/embeddings/") or holds_folded(entry.name, "activex/") or
                          holds_folded(entry.name, "objectreplacements/");
    if (embedded) find(inspection, Danger::embedded_file);
  }
  look_at_xml(entries, inspection);
}

}  // namespace kreislauf::blobs
