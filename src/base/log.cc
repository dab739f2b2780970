#include "base/log.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "base/clock.h"

namespace kreislauf::log {

namespace {

std::string json_safe(std::string_view text) {
  std::string out;
  for (char c : text.substr(0, 500)) {
    if (c == '"' or c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 32 ? ' ' : c;
  }
  return out;
}

void line(std::string_view level, std::string_view event, std::string_view detail) {
  auto const text = fmt::format("{{\"at\":\"{}\",\"level\":\"{}\",\"event\":\"{}\",\"detail\":\"{}\"}}\n",
                                iso_utc(SystemClock{}.now()), level, event, json_safe(detail));
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

void info(std::string_view event, std::string_view detail) { line("info", event, detail); }
void error(std::string_view event, std::string_view detail) { line("error", event, detail); }

}  // namespace kreislauf::log
