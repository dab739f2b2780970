#include "platform/crypto/base64.h"

#include <array>
#include <cstdint>

namespace kreislauf::crypto {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Larger than any value of a letter, and than all of them together.
constexpr std::uint32_t no_letter = 1U << 30;

constexpr auto values = [] {
  std::array<std::uint32_t, 256> table{};
  table.fill(no_letter);
  for (std::uint32_t i = 0; i < letters.size(); ++i) table[static_cast<unsigned char>(letters[i])] = i;
  return table;
}();

std::uint32_t value_of(char letter, unsigned shift) {
  auto const value = values[static_cast<unsigned char>(letter)];
  return value == no_letter ? no_letter : value << shift;
}

/// 24 bits, or more when a sign is no letter.
std::uint32_t group_of(std::string_view four) {
  return value_of(four[0], 18) | value_of(four[1], 12) | value_of(four[2], 6) | value_of(four[3], 0);
}

void put_letters(std::string& out, std::uint32_t group) {
  for (unsigned const shift : {18U, 12U, 6U, 0U}) out += letters[group >> shift & 63U];
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  auto const byte = [&](std::size_t at) {
    return at < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at])} : 0U;
  };
  for (std::size_t i = 0; i < bytes.size(); i += 3) put_letters(out, byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2));
  for (std::size_t i = 0; i < (3 - bytes.size() % 3) % 3; ++i) out[out.size() - 1 - i] = '=';
  return out;
}

std::optional<std::string> strict_base64(std::string_view text) {
  if (text.empty()) return std::string{};
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t const padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t all = 0, group = 0;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::array<char, 4> four{text[i], text[i + 1], text[i + 2], text[i + 3]};
    if (i + 4 == text.size()) {
      for (std::size_t pad = 0; pad < padding; ++pad) four[3 - pad] = 'A';
    }
    group = group_of({four.data(), four.size()});
    all |= group;
    for (unsigned const shift : {16U, 8U, 0U}) out += static_cast<char>(group >> shift & 255U);
  }
  // What is left over behind the last byte must be nothing: else two texts would stand for the same bytes.
  if (all >= 1U << 24 or (group & ((1U << 8 * padding) - 1)) != 0) return std::nullopt;
  out.resize(out.size() - padding);
  return out;
}

std::string base64url(std::string_view bytes) {
  auto text = base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  for (auto& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::optional<std::string> strict_base64url(std::string_view text) {
  // The signs of the other alphabet, and padding, are refused: one text has one encoding.
  if (text.find_first_of("+/=") != std::string_view::npos or text.size() % 4 == 1) return std::nullopt;
  std::string plain{text};
  for (auto& c : plain) c = c == '-' ? '+' : c == '_' ? '/' : c;
  plain.resize((plain.size() + 3) / 4 * 4, '=');
  return strict_base64(plain);
}

}  // namespace kreislauf::crypto
