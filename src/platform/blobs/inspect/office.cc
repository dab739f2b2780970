#include <algorithm>
#include <array>

#include "platform/blobs/inspect/kinds.h"
#include "platform/blobs/inspect/zip.h"

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

ZipEntry const* named(std::vector<ZipEntry> const& entries, std::string_view name) {
  auto const found = std::find_if(entries.begin(), entries.end(), [&](auto const& one) { return one.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

bool any_begins(std::vector<ZipEntry> const& entries, std::string_view with) {
  return std::any_of(entries.begin(), entries.end(), [&](auto const& one) { return one.name.starts_with(with); });
}

/// Relations that lead out: a template, frame or object from elsewhere is code from elsewhere; a link is a link.
void look_at_relations(std::string_view xml, Inspection& inspection) {
  for (auto at = xml.find("<Relationship "); at != std::string_view::npos; at = xml.find("<Relationship ", at + 1)) {
    auto const one = xml.substr(at, xml.find('>', at) - at);
    if (not holds(one, "External")) continue;
    bool const code = holds(one, "attachedTemplate") or holds(one, "oleObject") or holds(one, "frame") or
                      holds(one, "subDocument") or holds(one, "externalLink") or holds(one, "control");
    find(inspection, code ? Danger::external_template : Danger::external);
  }
}

void look_at_xml(std::vector<ZipEntry> const& entries, Inspection& inspection) {
  for (auto const& entry : entries) {
    bool const relations = entry.name.ends_with(".rels");
    if (not relations and not entry.name.ends_with(".xml")) continue;
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
    bool const code = entry.name.ends_with("vbaProject.bin") or entry.name.starts_with("Basic/") or
                      entry.name.starts_with("Scripts/") or holds(entry.name, "macrosheets/");
    if (code) find(inspection, Danger::macros);
    bool const embedded =
        holds(entry.name, "/embeddings/") or holds(entry.name, "activeX/") or holds(entry.name, "ObjectReplacements/");
    if (embedded) find(inspection, Danger::embedded_file);
  }
  look_at_xml(entries, inspection);
}

}  // namespace kreislauf::blobs
