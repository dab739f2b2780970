#include "platform/blobs/inspect.h"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/blobs/inspect/kinds.h"

namespace kreislauf::blobs {

namespace {

using enum Type;
using std::string_view_literals::operator""sv;

struct Signature {
  std::size_t at;
  std::string_view bytes;
  Type type;
};
constexpr std::array signatures{
    Signature{0, "%PDF-", pdf},
    Signature{0, "\xFF\xD8\xFF", jpeg},
    Signature{0, "\x89PNG\r\n\x1A\n", png},
    Signature{0, "GIF87a", gif},
    Signature{0, "GIF89a", gif},
    Signature{8, "WEBP", webp},
    Signature{0, "II*\0"sv, tiff},
    Signature{0, "MM\0*"sv, tiff},
    Signature{4, "ftypheic", heic},
    Signature{4, "ftypheix", heic},
    Signature{4, "ftypmif1", heic},
    Signature{4, "ftypheim", heic},
    Signature{0, "PK\x03\x04", zip},
    Signature{0, "PK\x05\x06", zip},
    Signature{0, "\x1F\x8B", gzip},
    Signature{0, "{\\rtf", rtf},
    Signature{0, "MZ", program},
    Signature{0,
              "\x7F"
              "ELF",
              program},
    Signature{0, "#!", program},
    Signature{0, "\xD0\xCF\x11\xE0", old_office},
};

Type type_by_signature(std::string_view bytes) {
  for (auto const& one : signatures) {
    if (bytes.size() >= one.at + one.bytes.size() and bytes.substr(one.at, one.bytes.size()) == one.bytes)
      return one.type;
  }
  return unknown;
}

/// Readers of PDF look for its head in the first 1,024 bytes: what stands in front is read by others.
bool is_late_pdf(std::string_view bytes) { return holds(bytes.substr(0, 1'029), "%PDF-"); }

void look_closer(std::string_view bytes, Inspection& found) {
  switch (found.type) {
    case pdf:
      return inspect_pdf(bytes, found);
    case jpeg:
    case png:
    case gif:
    case webp:
    case tiff:
    case heic:
      return inspect_image(bytes, found);
    case zip:
      return inspect_zip(bytes, found);
    case unknown:
      return inspect_text(bytes, found);
    default:
      return;
  }
}

bool is_picture(Type type) { return type >= jpeg and type <= heic; }

}  // namespace

bool Inspection::has(Danger danger) const { return std::find(dangers.begin(), dangers.end(), danger) != dangers.end(); }

void find(Inspection& inspection, Danger danger) {
  if (not inspection.has(danger)) inspection.dangers.push_back(danger);
}

bool holds(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

bool holds_folded(std::string_view text, std::string_view what) {
  auto const same = [](char a, char b) { return (a >= 'A' and a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
  return std::search(text.begin(), text.end(), what.begin(), what.end(), same) != text.end();
}

Inspection inspect(std::string_view bytes, std::string_view name) {
  Inspection found;
  found.type = bytes.empty() ? empty : type_by_signature(bytes);
  if (found.type != pdf and is_late_pdf(bytes)) {
    // A document whose head comes late is refused everywhere, as others would take it for something else.
    find(found, Danger::two_in_one);
    if (found.type == unknown) found.type = pdf;
  } else {
    look_closer(bytes, found);
  }
  // A picture or PDF that is at the same time an archive or a page of the web: its end is read by other programs.
  bool const solid = found.type == pdf or is_picture(found.type);
  auto const end = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 65'557));
  if (solid and holds(end, "PK\x05\x06")) find(found, Danger::two_in_one);
  if (is_picture(found.type) and (holds_folded(bytes.substr(0, 1'024), "<script") or holds_folded(end, "<script") or
                                  holds_folded(bytes.substr(0, 1'024), "<html")))
    find(found, Danger::two_in_one);
  auto const ending = ending_of(name);
  if (found.type == text and ending == "csv") found.type = csv;
  // A letter may begin a line with a hyphen; only programs for tables make a formula of it.
  if (found.type == text) std::erase(found.dangers, Danger::formulas);
  found.ending_agrees = ending.empty() or ending_fits(ending, found.type).value_or(false);
  auto const of_picture = [&](Type type) { return ending_fits(ending, type).value_or(false); };
  found.ending_of_picture = is_picture(found.type) and (of_picture(jpeg) or of_picture(png) or of_picture(gif) or
                                                        of_picture(webp) or of_picture(tiff) or of_picture(heic));
  std::sort(found.dangers.begin(), found.dangers.end());
  found.name = safe_name(name, found.type);
  return found;
}

Advice advice(Inspection const& inspection) {
  bool const known = inspection.type >= pdf and inspection.type <= odp;
  if (not known) return Advice::refuse;
  if (not inspection.dangers.empty() and inspection.dangers.front() < Danger::script) return Advice::refuse;
  // A telephone that calls a HEIC picture .jpg means no harm: the name is put right. Anything else is another thing
  // than it says.
  if (not inspection.ending_agrees and not inspection.ending_of_picture) return Advice::refuse;
  return inspection.dangers.empty() ? Advice::take : Advice::take_with_care;
}

}  // namespace kreislauf::blobs
