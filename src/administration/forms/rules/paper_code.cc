#include "administration/forms/rules/paper_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "administration/forms/rules/paper_layout.h"

namespace kreislauf::forms {

namespace {

constexpr std::string_view beginning = "KL1 ";
constexpr int most_pages = 99;

bool all_digits(std::string_view text) {
  return not text.empty() and text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Up to the next blank, which is taken away, too.
std::string_view next_word(std::string_view& rest) {
  auto const word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  return word;
}

}  // namespace

std::string text_of(PaperCode const& code) {
  return fmt::format("{}{} {} {}", beginning, code.authority, code.layout, code.page);
}

std::optional<PaperCode> paper_code_in(std::string_view text) {
  if (not text.starts_with(beginning)) return std::nullopt;
  auto const whole = text;
  text.remove_prefix(beginning.size());
  auto const authority = next_word(text), layout = next_word(text), page = next_word(text);
  bool const fine = all_digits(authority) and authority.size() <= 12 and layout.size() == layout_letters and
                    layout.find_first_not_of("0123456789ABCDEF") == std::string_view::npos and all_digits(page) and
                    page.size() <= 2 and text.empty();
  if (not fine) return std::nullopt;
  PaperCode code{.authority = std::string{authority}, .layout = std::string{layout}};
  std::from_chars(page.data(), page.data() + page.size(), code.page);
  if (code.page < 1 or code.page > most_pages) return std::nullopt;
  // Only as we write it: no blank behind it, no zero before the page.
  return text_of(code) == whole ? std::optional{std::move(code)} : std::nullopt;
}

}  // namespace kreislauf::forms
