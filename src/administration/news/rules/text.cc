#include "administration/news/rules/text.h"

#include "base/text.h"

namespace kreislauf::news {

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> all;
  bool open = false;
  for (auto const line : text::split(text, '\n')) {
    auto const words = text::trimmed(line);
    if (words.empty()) {
      open = false;
      continue;
    }
    if (open)
      all.back() += '\n';
    else
      all.emplace_back();
    all.back() += words;
    open = true;
  }
  return all;
}

std::string beginning(std::string_view text) {
  constexpr std::size_t letters = 240;
  auto const all = paragraphs(text);
  return all.empty() ? std::string{} : text::shortened(all.front(), letters);
}

}  // namespace kreislauf::news
