#include "platform/html/html.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace kreislauf::html {

namespace {

constexpr auto special = [] {
  std::array<bool, 256> table{};
  for (unsigned char c : {'&', '<', '>', '"', '\''}) table[c] = true;
  // Control characters are not allowed in HTML and invisible in a page; a replacement character shows that one was
  // there.
  for (int c = 0; c < 32; ++c) table[static_cast<std::size_t>(c)] = c != '\n' and c != '\t' and c != '\r';
  return table;
}();

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "\xEF\xBF\xBD";
  }
}

constexpr auto plain_in_url = [] {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (unsigned char c : {'-', '_', '.', '~'}) table[c] = true;
  return table;
}();

}  // namespace

Fragment script_data(std::string json) {
  assert(json.find('<') == std::string::npos);
  return Fragment{std::move(json)};
}

namespace {
/// Sixteen bytes at once; GCC and Clang make vector instructions of it on every processor.
using Block [[gnu::vector_size(16)]] = unsigned char;

bool is_plain(Block block) {
  // & and ', < and > differ in one bit each.
  auto const found = ((block | 1) == '\'') | ((block | 2) == '>') | (block == '"') | (block < ' ');
  std::uint64_t halves[2];
  std::memcpy(halves, &found, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

bool block_is_plain(char const* text) {
  Block block;
  std::memcpy(&block, text, sizeof block);
  return is_plain(block);
}

/// The beginning and the end of a short text, which may overlap, in one block.
template <class Piece>
bool ends_are_plain(char const* text, std::size_t size) {
  Piece pieces[sizeof(Block) / sizeof(Piece)];
  for (auto& piece : pieces) std::memcpy(&piece, text, sizeof piece);
  std::memcpy(pieces, text + size - sizeof(Piece), sizeof(Piece));
  Block block;
  std::memcpy(&block, pieces, sizeof block);
  return is_plain(block);
}

/// True when nothing needs escaping; sixteen bytes at a time, the last block overlaps the one before. Most texts of a
/// page are shorter.
bool is_plain(std::string_view value) {
  auto const* const text = value.data();
  if (value.size() >= sizeof(Block)) {
    auto const* const last = text + value.size() - sizeof(Block);
    for (auto const* at = text; at < last; at += sizeof(Block)) {
      if (not block_is_plain(at)) return false;
    }
    return block_is_plain(last);
  }
  if (value.size() >= 8) return ends_are_plain<std::uint64_t>(text, value.size());
  if (value.size() >= 4) return ends_are_plain<std::uint32_t>(text, value.size());
  return std::none_of(value.begin(), value.end(), [](char c) { return special[static_cast<unsigned char>(c)]; });
}
}  // namespace

void escape(std::string& out, std::string_view value) {
  if (is_plain(value)) {
    out.append(value);
    return;
  }
  std::size_t start = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (not special[static_cast<unsigned char>(value[i])]) continue;
    out.append(value, start, i - start);
    out += entity(value[i]);
    start = i + 1;
  }
  out.append(value, start);
}

void escape_url(std::string& out, std::string_view value) {
  static constexpr char digits[] = "0123456789ABCDEF";
  for (char c : value) {
    auto const byte = static_cast<unsigned char>(c);
    if (plain_in_url[byte]) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
}

std::string in_url(std::string_view value) {
  std::string out;
  escape_url(out, value);
  return out;
}

}  // namespace kreislauf::html
