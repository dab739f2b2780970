#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kreislauf::text {

namespace {

bool is_ascii(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_folded(std::string& out, UChar32 point) {
  switch (point) {
    case 0xE4:
      out += "ae";
      return;
    case 0xF6:
      out += "oe";
      return;
    case 0xFC:
      out += "ue";
      return;
    case 0xDF:
      out += "ss";
      return;
    case 0xE6:
      out += "ae";
      return;
    case 0xF8:
      out += "oe";
      return;
    case 0x142:
      out += "l";
      return;
    case 0x131:
      out += "i";
      return;
    case 0x111:
      out += "d";
      return;
    default:
      break;
  }
  if (u_charType(point) == U_NON_SPACING_MARK) return;
  std::array<char, U8_MAX_LENGTH> bytes;
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, point);
  out.append(bytes.data(), static_cast<std::size_t>(length));
}

}  // namespace

std::string nfc(std::string_view value) {
  if (is_ascii(value)) return std::string{value};
  UErrorCode status = U_ZERO_ERROR;
  auto const* normalizer = icu::Normalizer2::getNFCInstance(status);
  auto const source = icu::UnicodeString::fromUTF8({value.data(), static_cast<std::int32_t>(value.size())});
  std::string out;
  normalizer->normalize(source, status).toUTF8String(out);
  return out;
}

std::string folded(std::string_view value) {
  std::string out;
  out.reserve(value.size() + 4);
  if (is_ascii(value)) {
    for (char c : value) out += static_cast<char>(c >= 'A' and c <= 'Z' ? c + 32 : c);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  // Umlauts are replaced as whole letters first, so compose, lower the case, and only then take other marks away.
  auto const* composed = icu::Normalizer2::getNFCInstance(status);
  auto const* decomposed = icu::Normalizer2::getNFDInstance(status);
  auto text = composed->normalize(icu::UnicodeString::fromUTF8({value.data(), static_cast<std::int32_t>(value.size())}),
                                  status);
  text.toLower();
  icu::UnicodeString parts;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    auto const point = text.char32At(i);
    if (point < 0x80) {
      out += static_cast<char>(point);
      continue;
    }
    bool const umlaut = point == 0xE4 or point == 0xF6 or point == 0xFC;
    if (umlaut or not decomposed->getDecomposition(point, parts)) {
      append_folded(out, point);
      continue;
    }
    for (std::int32_t j = 0; j < parts.length(); j = parts.moveIndex32(j, 1)) append_folded(out, parts.char32At(j));
  }
  return out;
}

std::string slug(std::string_view value) {
  std::string out;
  for (char c : folded(value)) {
    bool const keep = (c >= 'a' and c <= 'z') or (c >= '0' and c <= '9');
    if (keep)
      out += c;
    else if (not out.empty() and not out.ends_with('-'))
      out += '-';
  }
  while (not out.empty() and out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace kreislauf::text
