#include "engines/feel/unicode.h"

#include <unicode/locid.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <memory>

namespace kreislauf::feel::unicode {
namespace {

constexpr std::size_t longest_pattern = 2'000;
constexpr std::size_t longest_text = 1 << 20;
constexpr std::int32_t work_limit = 15;              // ICU's unit: some thousand steps of the matcher, about a millisecond
constexpr std::int32_t stack_limit = 4 << 20;

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string narrow(icu::UnicodeString const& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::optional<std::uint32_t> flag_bits(std::string_view flags, bool& literal) {
  std::uint32_t bits = 0;
  for (char flag : flags) {
    switch (flag) {
      case 's': bits |= UREGEX_DOTALL; break;
      case 'm': bits |= UREGEX_MULTILINE; break;
      case 'i': bits |= UREGEX_CASE_INSENSITIVE; break;
      case 'x': bits |= UREGEX_COMMENTS; break;
      case 'q': literal = true; break;
      default: return std::nullopt;
    }
  }
  return bits;
}

/// XPath counts #x0A alone as the end of a line.
struct Search {
  icu::UnicodeString text;
  std::unique_ptr<icu::RegexMatcher> matcher;
};

std::unique_ptr<Search> search(std::string_view text, std::string_view pattern, std::string_view flags) {
  bool literal = false;
  auto bits = flag_bits(flags, literal);
  if (not bits or pattern.size() > longest_pattern or text.size() > longest_text) return nullptr;
  if (literal) *bits |= UREGEX_LITERAL;
  auto made = std::make_unique<Search>();
  made->text = wide(text);
  UErrorCode status = U_ZERO_ERROR;
  made->matcher = std::make_unique<icu::RegexMatcher>(wide(pattern), *bits | UREGEX_UNIX_LINES, status);
  if (U_FAILURE(status)) return nullptr;
  made->matcher->setTimeLimit(work_limit, status);
  made->matcher->setStackLimit(stack_limit, status);
  made->matcher->reset(made->text);
  return U_FAILURE(status) ? nullptr : std::move(made);
}

/// `$1` names a group, `\$` and `\\` are the letters; anything else behind a backslash is an error in XPath.
bool replacement_is_sound(std::string_view replacement, std::int32_t groups) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    if (replacement[i] == '\\') {
      if (next != '\\' and next != '$') return false;
      ++i;
    } else if (replacement[i] == '$') {
      if (next < '0' or next > '9' or next - '0' > groups) return false;
    }
  }
  return true;
}

}  // namespace

std::string upper(std::string_view text) { return narrow(wide(text).toUpper(icu::Locale::getRoot())); }
std::string lower(std::string_view text) { return narrow(wide(text).toLower(icu::Locale::getRoot())); }

std::optional<bool> matches(std::string_view text, std::string_view pattern, std::string_view flags) {
  auto found = search(text, pattern, flags);
  if (not found) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  bool hit = found->matcher->find(status) != 0;
  return U_FAILURE(status) ? std::nullopt : std::optional{hit};
}

std::optional<std::string> replace(std::string_view text, std::string_view pattern, std::string_view replacement, std::string_view flags) {
  auto found = search(text, pattern, flags);
  if (not found or not replacement_is_sound(replacement, found->matcher->groupCount())) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  auto replaced = found->matcher->replaceAll(wide(replacement), status);
  return U_FAILURE(status) ? std::nullopt : std::optional{narrow(replaced)};
}

std::optional<std::vector<std::string>> split(std::string_view text, std::string_view delimiter) {
  auto found = search(text, delimiter, "");
  if (not found) return std::nullopt;
  std::vector<std::string> parts;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t from = 0;
  while (found->matcher->find(status) and U_SUCCESS(status)) {
    auto start = found->matcher->start(status), end = found->matcher->end(status);
    if (end == start) return std::nullopt;   // a delimiter that matches nothing would cut everywhere
    parts.push_back(narrow(found->text.tempSubStringBetween(from, start)));
    from = end;
  }
  if (U_FAILURE(status)) return std::nullopt;
  parts.push_back(narrow(found->text.tempSubStringBetween(from)));
  return parts;
}

}  // namespace kreislauf::feel::unicode
