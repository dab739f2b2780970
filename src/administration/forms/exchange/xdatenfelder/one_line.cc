#include "administration/forms/exchange/xdatenfelder/one_line.h"

#include "base/text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

bool is_space(char32_t letter) { return letter <= U' ' or (letter >= 0x7F and letter <= 0xA0); }

}  // namespace

std::string one_line(std::string_view text) {
  auto const composed = text::nfc(text);
  std::string line;
  bool gap = false;
  for (std::size_t at = 0; at < composed.size();) {
    auto const letter = text::next_code_point(composed, at);
    if (is_space(letter)) {
      gap = not line.empty();
      continue;
    }
    if (gap) line += ' ';
    gap = false;
    text::append(line, letter);
  }
  return line;
}

std::string text_below(xml::Element const& node, std::string_view name) {
  auto const child = node.child(name);
  return child ? one_line(child->text()) : std::string{};
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
