#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace kreislauf::text {

namespace {

constexpr char32_t broken = 0xFFFFFFFF;

char32_t next(std::string_view bytes, std::size_t& at) {
  auto const lead = static_cast<unsigned char>(bytes[at++]);
  if (lead < 0x80) return lead;
  int const more = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xC2 && lead < 0xE0 ? 1 : 0;
  if (more == 0) return broken;
  char32_t point = lead & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= bytes.size() || (static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80) return broken;
    point = point << 6 | (static_cast<unsigned char>(bytes[at++]) & 0x3F);
  }
  static constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
  bool const overlong = point < least[static_cast<std::size_t>(more)];
  bool const surrogate = point >= 0xD800 && point <= 0xDFFF;
  return overlong || surrogate || point > 0x10FFFF ? broken : point;
}

bool is_ascii(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_folded(std::string& out, UChar32 point) {
  switch (point) {
    case 0xE4: out += "ae"; return;
    case 0xF6: out += "oe"; return;
    case 0xFC: out += "ue"; return;
    case 0xDF: out += "ss"; return;
    case 0xE6: out += "ae"; return;
    case 0xF8: out += "oe"; return;
    case 0x142: out += "l"; return;
    case 0x131: out += "i"; return;
    case 0x111: out += "d"; return;
    default: break;
  }
  if (u_charType(point) == U_NON_SPACING_MARK) return;
  icu::UnicodeString one(point);
  one.toUTF8String(out);
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (next(bytes, at) == broken) return false;
  }
  return true;
}

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
    for (char c : value) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  // Umlauts are replaced as whole letters first, so compose, lower the case, and only then take other marks away.
  auto const* composed = icu::Normalizer2::getNFCInstance(status);
  auto const* decomposed = icu::Normalizer2::getNFDInstance(status);
  auto text = composed->normalize(icu::UnicodeString::fromUTF8({value.data(), static_cast<std::int32_t>(value.size())}), status);
  text.toLower();
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    auto const point = text.char32At(i);
    if (point == 0xE4 || point == 0xF6 || point == 0xFC) {
      append_folded(out, point);
      continue;
    }
    auto const parts = decomposed->normalize(icu::UnicodeString(point), status);
    for (std::int32_t j = 0; j < parts.length(); j = parts.moveIndex32(j, 1)) append_folded(out, parts.char32At(j));
  }
  return out;
}

std::string slug(std::string_view value) {
  std::string out;
  for (char c : folded(value)) {
    bool const keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keep) out += c;
    else if (not out.empty() && out.back() != '-') out += '-';
  }
  while (not out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string_view trimmed(std::string_view value) {
  auto const first = value.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return value.substr(first, value.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string_view> split(std::string_view value, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0;;) {
    auto const end = value.find(separator, start);
    parts.push_back(value.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

bool starts_with_folded(std::string_view value, std::string_view folded_prefix) {
  return folded(value).starts_with(folded_prefix);
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit || a.size() > 200) return limit + 1;
  std::vector<std::size_t> row(a.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = row[0];
    row[0] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      auto const replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[i];
      row[i] = std::min({row[i] + 1, row[i - 1] + 1, replaced});
    }
  }
  return std::min(row[a.size()], limit + 1);
}

std::string nearest(std::string_view word, std::vector<std::string> const& candidates) {
  std::string best;
  auto best_distance = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (auto const& candidate : candidates) {
    auto const distance = edit_distance(word, candidate, best_distance);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string shortened(std::string_view value, std::size_t letters) {
  std::size_t count = 0;
  std::size_t last_space = 0;
  for (std::size_t at = 0; at < value.size();) {
    if (count++ == letters) return std::string{value.substr(0, last_space > 0 ? last_space : at)} + "…";
    if (value[at] == ' ') last_space = at;
    if (next(value, at) == broken) break;
  }
  return std::string{value};
}

}  // namespace kreislauf::text
