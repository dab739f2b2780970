#include <algorithm>
#include <array>

#include "platform/blobs/inspect.h"
#include "platform/blobs/inspect/kinds.h"

namespace kreislauf::blobs {

namespace {

using enum Type;

struct Known {
  Type type;
  std::string_view name, media, endings;  ///< endings with a space behind each
};
constexpr std::array known{
    Known{empty, "leer", "application/octet-stream", ""},
    Known{unknown, "unbekannt", "application/octet-stream", ""},
    Known{pdf, "PDF", "application/pdf", "pdf "},
    Known{jpeg, "JPEG", "image/jpeg", "jpg jpeg jpe jfif "},
    Known{png, "PNG", "image/png", "png "},
    Known{gif, "GIF", "image/gif", "gif "},
    Known{webp, "WebP", "image/webp", "webp "},
    Known{tiff, "TIFF", "image/tiff", "tif tiff "},
    Known{heic, "HEIC", "image/heic", "heic heif hif "},
    Known{text, "Text", "text/plain", "txt csv md log asc "},
    Known{csv, "CSV", "text/csv", "csv txt "},
    Known{docx, "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx "},
    Known{xlsx, "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx "},
    Known{pptx, "PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx "},
    Known{odt, "OpenDocument Text", "application/vnd.oasis.opendocument.text", "odt "},
    Known{ods, "OpenDocument Tabelle", "application/vnd.oasis.opendocument.spreadsheet", "ods "},
    Known{odp, "OpenDocument Präsentation", "application/vnd.oasis.opendocument.presentation", "odp "},
    Known{zip, "ZIP", "application/zip", "zip docm xlsm pptm jar apk epub "},
    Known{gzip, "GZIP", "application/gzip", "gz tgz "},
    Known{html, "HTML", "application/octet-stream", "html htm xhtml hta "},
    Known{svg, "SVG", "application/octet-stream", "svg "},
    Known{xml, "XML", "application/xml", "xml "},
    Known{old_office, "altes Office", "application/octet-stream", "doc xls ppt msg msi "},
    Known{rtf, "RTF", "application/rtf", "rtf "},
    Known{program, "Programm", "application/octet-stream", "exe com scr dll bat cmd sh ps1 vbs js "},
};

Known const& about(Type type) {
  auto const* const found = std::find_if(known.begin(), known.end(), [&](auto const& one) { return one.type == type; });
  return found == known.end() ? known[1] : *found;
}

bool lists(std::string_view endings, std::string_view ending) {
  auto const at = endings.find(std::string{ending} + " ");
  return at != std::string_view::npos and (at == 0 or endings[at - 1] == ' ');
}

}  // namespace

std::string_view name_of(Type type) { return about(type).name; }
std::string_view media_type(Type type) { return about(type).media; }

std::string_view usual_ending(Type type) {
  auto const endings = about(type).endings;
  return endings.substr(0, endings.find(' '));
}

std::optional<bool> ending_fits(std::string_view ending, Type type) {
  if (lists(about(type).endings, ending)) return true;
  bool const of_another =
      std::any_of(known.begin(), known.end(), [&](auto const& one) { return lists(one.endings, ending); });
  return of_another ? std::optional{false} : std::nullopt;
}

std::string ending_of(std::string_view name) {
  auto const dot = name.rfind('.');
  if (dot == std::string_view::npos or name.size() - dot > 11) return {};
  std::string ending;
  for (char const c : name.substr(dot + 1)) {
    bool const letter = (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or (c >= '0' and c <= '9');
    if (not letter) return {};
    ending += c >= 'A' and c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return ending;
}

}  // namespace kreislauf::blobs
