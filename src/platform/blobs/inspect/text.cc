#include "base/text.h"

#include <algorithm>

#include "platform/blobs/inspect/kinds.h"

namespace kreislauf::blobs {

namespace {

/// Text of German offices: UTF-8, or Windows-1252 of old programs; no control signs but tab and line ends.
bool is_text(std::string_view bytes) {
  return std::none_of(bytes.begin(), bytes.end(), [](char c) {
    auto const byte = static_cast<unsigned char>(c);
    return (byte < 32 and c != '\t' and c != '\n' and c != '\r' and c != '\f') or byte == 127;
  });
}

/// OWASP, CSV Injection: what spreadsheet programs take for a formula at the beginning of a cell.
bool has_formulas(std::string_view bytes) {
  bool begins = true;
  for (char const c : bytes) {
    if (begins and (c == '=' or c == '+' or c == '-' or c == '@' or c == '\t')) return true;
    begins = c == '\n' or c == '\r' or c == ';' or c == ',' or (begins and c == '"');
  }
  return false;
}

}  // namespace

void inspect_text(std::string_view bytes, Inspection& inspection) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  auto const head = bytes.substr(0, 4'096);
  if (holds_folded(head, "<svg")) {
    inspection.type = Type::svg;
  } else if (holds_folded(head, "<html") or holds_folded(head, "<!doctype html") or holds_folded(head, "<script") or
             holds_folded(head, "<iframe") or holds_folded(head, "<body")) {
    inspection.type = Type::html;
  } else if (text::trimmed(head).starts_with("<?xml")) {
    inspection.type = Type::xml;
    if (holds(bytes, "<!DOCTYPE")) find(inspection, Danger::entities);
  } else if (is_text(bytes)) {
    inspection.type = Type::text;
    if (has_formulas(bytes)) find(inspection, Danger::formulas);
  }
}

}  // namespace kreislauf::blobs
