#include "base/text.h"

#include <algorithm>
#include <vector>

namespace kreislauf::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

std::string lowered(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' and c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto lead = byte(at++);
  if (lead < 0x80) return lead;
  std::size_t more = lead >= 0xF0 and lead < 0xF5   ? 3
                     : lead >= 0xE0 and lead < 0xF0 ? 2
                     : lead >= 0xC2 and lead < 0xE0 ? 1
                                                    : 0;
  if (more == 0 or at + more > text.size()) return replacement;
  char32_t point = lead & (0x3Fu >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return replacement;
    point = (point << 6) | (byte(at + i) & 0x3Fu);
  }
  constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
  if (point < smallest[more] or point > 0x10FFFF or (point >= 0xD800 and point < 0xE000)) return replacement;
  at += more;
  return point;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) (void)next_code_point(text, at);
  return count;
}

std::size_t byte_of(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  for (; index > 0 and at < text.size(); --index) (void)next_code_point(text, at);
  return at;
}

void append(std::string& text, char32_t c) {
  auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

std::size_t distance(std::string_view from, std::string_view to, std::size_t limit) {
  if (from.size() > to.size() + limit or to.size() > from.size() + limit) return limit + 1;
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      auto above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (from[i - 1] == to[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return std::min(row[to.size()], limit + 1);
}

std::optional<std::string> did_you_mean(std::string_view word, std::span<std::string const> candidates) {
  auto wanted = lowered(word.substr(0, 80));
  auto limit = wanted.size() / 3;
  std::optional<std::string> best;
  for (auto const& candidate : candidates) {
    auto edits = distance(wanted, lowered(candidate), limit);
    if (edits > limit) continue;
    best = candidate;
    if (edits == 0) break;
    limit = edits - 1;
  }
  return best;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    auto const start = at;
    // A malformed byte counts as U+FFFD and moves by one; a written U+FFFD takes three bytes.
    if (next_code_point(bytes, at) == replacement and at == start + 1) return false;
  }
  return true;
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

std::string replaced(std::string_view value, std::string_view from, std::string_view to) {
  std::string out;
  for (std::size_t at = 0;;) {
    auto const found = value.find(from, at);
    out += value.substr(at, found - at);
    if (found == std::string_view::npos) return out;
    out += to;
    at = found + from.size();
  }
}

std::string shortened(std::string_view value, std::size_t letters) {
  std::size_t count = 0;
  std::size_t last_space = 0;
  for (std::size_t at = 0; at < value.size();) {
    if (count++ == letters) return std::string{value.substr(0, last_space > 0 ? last_space : at)} + "…";
    if (value[at] == ' ') last_space = at;
    (void)next_code_point(value, at);
  }
  return std::string{value};
}

}  // namespace kreislauf::text
