#include <algorithm>
#include <array>
#include <set>

#include "platform/blobs/inspect/kinds.h"
#include "platform/blobs/inspect/pdf_objects.h"
#include "platform/blobs/inspect/pdf_syntax.h"

namespace kreislauf::blobs {

namespace {

struct Telling {
  std::string_view name;
  Danger danger;
};
/// Names of actions and of what documents carry (ISO 32000-2, 12.6 and 7.11).
constexpr std::array telling{
    Telling{"JavaScript", Danger::script},
    Telling{"JS", Danger::script},
    Telling{"XFA", Danger::script},
    Telling{"Rendition", Danger::script},
    Telling{"RichMedia", Danger::script},
    Telling{"Launch", Danger::launches},
    Telling{"EmbeddedFile", Danger::embedded_file},
    Telling{"EmbeddedFiles", Danger::embedded_file},
    Telling{"URI", Danger::external},
    Telling{"GoToR", Danger::external},
    Telling{"GoToE", Danger::external},
    Telling{"ImportData", Danger::sends_data},
    Telling{"SubmitForm", Danger::sends_data},
    Telling{"Encrypt", Danger::encrypted},
};

/// Everywhere, also where a stream seems to be: an index may point into it. Packed bytes hold such a name by chance
/// only when it is short, and then nothing worse than a word of warning follows.
void look_for_names(std::string_view text, Inspection& inspection) {
  for (auto at = text.find('/'); at != std::string_view::npos; at = text.find('/', at)) {
    auto const begin = at;
    auto const name = pdf::name_at(text, at);
    if (at == begin) ++at;
    for (auto const& one : telling) {
      if (one.name == name) find(inspection, one.danger);
    }
  }
}

/// What may be read to count pages: many numbers may be given to one long object.
constexpr std::size_t most_work = 25'165'824;

std::optional<pdf::Entries> entries_of(pdf::Objects const& objects, std::uint32_t number, std::size_t& work) {
  auto const found = objects.by_number.find(number);
  if (found == objects.by_number.end() or work > most_work) return std::nullopt;
  std::size_t length = 0;
  auto entries = pdf::dictionary_at(found->second, 0, &length);
  work += length + 64;  // also one of no length is looked for
  return entries;
}

/// The list of kids, which may be an object of its own; nothing when that one is missing.
std::optional<std::string_view> kids_of(pdf::Objects const& objects, pdf::Entries const& node, std::size_t& work) {
  auto const kids = pdf::value_of(node, "Kids");
  auto const elsewhere = pdf::references_in(kids);
  if (kids.empty() or kids.starts_with('[') or elsewhere.size() != 1) return kids;
  auto const list = objects.by_number.find(elsewhere.front());
  if (list == objects.by_number.end()) return std::nullopt;
  std::size_t end = 0;
  bool const ends = pdf::skip_value(list->second, end);
  work += end;
  return ends ? std::optional{list->second.substr(0, end)} : std::nullopt;
}

/// Walks the tree of pages from the root. Nothing when something of it is missing.
std::optional<std::uint32_t> count_pages(pdf::Objects const& objects, Inspection& inspection) {
  std::size_t work = 0;
  auto const root = entries_of(objects, objects.root, work);
  if (not root) return std::nullopt;
  auto waiting = pdf::references_in(pdf::value_of(*root, "Pages"));
  if (waiting.size() != 1) return std::nullopt;
  std::set<std::uint32_t> seen;
  std::uint32_t pages = 0;
  while (not waiting.empty()) {
    auto const number = waiting.back();
    waiting.pop_back();
    auto const node = entries_of(objects, number, work);
    auto const kids = node ? kids_of(objects, *node, work) : std::nullopt;
    if (not kids) return std::nullopt;
    if (kids->empty()) {
      ++pages;
      continue;
    }
    // A tree that bites its tail. The same page twice is only odd.
    if (not seen.insert(number).second) {
      find(inspection, Danger::damaged);
      return std::nullopt;
    }
    for (auto const kid : pdf::references_in(*kids)) waiting.push_back(kid);
  }
  return pages;
}

}  // namespace

void inspect_pdf(std::string_view bytes, Inspection& inspection) {
  auto const end = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 2'048));
  if (not holds(end, "%%EOF") or not holds(end, "startxref")) find(inspection, Danger::damaged);
  look_for_names(bytes, inspection);
  auto const objects = pdf::objects_of(bytes);
  for (auto const& unpacked : objects.unpacked) look_for_names(unpacked, inspection);
  if (objects.bomb) find(inspection, Danger::bomb);
  if (objects.external) find(inspection, Danger::external);
  // Object streams of an encrypted document are: that is said already.
  if (objects.hidden and not inspection.has(Danger::encrypted)) find(inspection, Danger::hidden);
  // ISO 16684-1: XMP has no DOCTYPE. Whoever reads it with a careless program fetches what it names.
  if (holds(bytes, "<!DOCTYPE") or holds(bytes, "<!ENTITY")) find(inspection, Danger::entities);
  auto const trailing = bytes.substr(
      std::min(bytes.size(), bytes.rfind("%%EOF") == std::string_view::npos ? bytes.size() : bytes.rfind("%%EOF")));
  if (holds_folded(trailing, "<script") or holds_folded(trailing, "<html")) find(inspection, Danger::two_in_one);
  inspection.pages = count_pages(objects, inspection);
}

}  // namespace kreislauf::blobs
