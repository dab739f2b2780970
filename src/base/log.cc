#include "base/log.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "base/clock.h"
#include "base/text.h"

namespace kreislauf::log {

namespace {

constexpr std::size_t longest = 500;

/// Text of a JSON string: what is no UTF-8, or no text, becomes a blank; nothing is cut in the middle of a sign.
std::string json_safe(std::string_view text) {
  if (text.size() > longest) {
    auto end = longest;
    while (end > 0 and (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end);
  }
  bool const fine = text::is_utf8(text);
  std::string out;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == '"' or c == '\\') out += '\\';
    out += byte < 32 or byte == 127 or (byte > 127 and not fine) ? ' ' : c;
  }
  return out;
}

void line(std::string_view level, std::string_view event, std::string_view detail) {
  auto const text = written(iso_utc(SystemClock{}.now()), level, event, detail);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

std::string written(std::string_view at, std::string_view level, std::string_view event, std::string_view detail) {
  return fmt::format("{{\"at\":\"{}\",\"level\":\"{}\",\"event\":\"{}\",\"detail\":\"{}\"}}\n", at, level, event,
                     json_safe(detail));
}

void info(std::string_view event, std::string_view detail) { line("info", event, detail); }
void error(std::string_view event, std::string_view detail) { line("error", event, detail); }

}  // namespace kreislauf::log
