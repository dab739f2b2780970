#include "platform/authored/toml_text.h"

#include <fmt/format.h>

namespace kreislauf::authored {

namespace {

std::string escaped(std::string_view text, std::string_view kept) {
  std::string out;
  for (char const c : text) {
    auto const code = static_cast<unsigned char>(c);
    if (c == '"' or c == '\\') out += '\\';
    if ((code < 0x20 or code == 0x7f) and kept.find(c) == std::string_view::npos)
      out += fmt::format("\\u{:04X}", unsigned{code});
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string toml_text(std::string_view text) { return '"' + escaped(text, "") + '"'; }

std::string toml_lines(std::string_view text) { return "\"\"\"\n" + escaped(text, "\n\t") + "\"\"\""; }

}  // namespace kreislauf::authored
