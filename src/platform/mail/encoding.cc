#include "platform/mail/encoding.h"

#include <algorithm>
#include <array>

#include "platform/crypto/base64.h"

namespace kreislauf::mail {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// One line as quoted-printable, with soft breaks before the 76th character.
void append_quoted_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    auto const c = static_cast<unsigned char>(line[i]);
    bool const last_blank = (c == ' ' or c == '\t') and i + 1 == line.size();
    bool const plain = (c >= 33 and c <= 126 and c != '=') or ((c == ' ' or c == '\t') and not last_blank);
    std::size_t const width = plain ? 1 : 3;
    if (column + width > 75) {
      out += "=\r\n";
      column = 0;
    }
    if (plain) {
      out += line[i];
    } else {
      out += '=';
      out += hex_digits[c >> 4U];
      out += hex_digits[c & 15U];
    }
    column += width;
  }
  out += "\r\n";
}

}  // namespace

std::string base64_lines(std::string_view bytes) {
  auto const whole = crypto::base64(bytes);
  std::string out;
  for (std::size_t i = 0; i < whole.size(); i += 76) {
    out.append(whole, i, 76);
    out += "\r\n";
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (not text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_quoted_line(out, line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string header_text(std::string_view text) {
  if (is_ascii(text) and text.size() <= 64 and text.find("=?") == std::string_view::npos) return std::string{text};
  constexpr std::size_t most_bytes = 42;  // 56 characters of base64 and 12 around them
  std::string out;
  while (not text.empty()) {
    auto size = std::min(most_bytes, text.size());
    while (size > 1 and size < text.size() and continues(text[size])) --size;
    if (not out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + crypto::base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 32 or c == 127; });
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

}  // namespace kreislauf::mail
