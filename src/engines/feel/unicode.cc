#include "engines/feel/unicode.h"

#include <unicode/locid.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace kreislauf::feel::unicode {
namespace {

constexpr std::size_t longest_pattern = 2'000;
constexpr std::size_t longest_text = 1 << 20;
constexpr unsigned work_limit = 15;  // portions of 10,000 steps of the matcher; some milliseconds
constexpr std::int32_t stack_limit = 4 << 20;

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string narrow(icu::UnicodeString const& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<std::uint32_t> flag_bits(std::string_view flags, bool& literal) {
  std::uint32_t bits = 0;
  for (char flag : flags) {
    switch (flag) {
      case 's':
        bits |= UREGEX_DOTALL;
        break;
      case 'm':
        bits |= UREGEX_MULTILINE;
        break;
      case 'i':
        bits |= UREGEX_CASE_INSENSITIVE;
        break;
      case 'x':
        bits |= UREGEX_COMMENTS;
        break;
      case 'q':
        literal = true;
        break;
      default:
        return std::nullopt;
    }
  }
  return bits;
}

struct Search {
  icu::UnicodeString text;
  std::unique_ptr<icu::RegexMatcher> matcher;
  unsigned work = 0;
  unsigned* total = nullptr;
};

/// ICU calls this every 10,000 steps.
UBool count_work(void const* context, std::int32_t) {
  auto& search = *static_cast<Search*>(const_cast<void*>(context));
  if (search.total != nullptr) ++*search.total;
  return ++search.work < work_limit;
}

// XPath counts #x0A alone as the end of a line.
std::unique_ptr<Search> search(std::string_view text, Pattern const& pattern) {
  bool literal = false;
  auto bits = flag_bits(pattern.flags, literal);
  if (not bits or pattern.text.size() > longest_pattern or text.size() > longest_text) return nullptr;
  if (literal) *bits |= UREGEX_LITERAL;
  auto made = std::make_unique<Search>();
  made->text = wide(text);
  UErrorCode status = U_ZERO_ERROR;
  made->matcher = std::make_unique<icu::RegexMatcher>(wide(pattern.text), *bits | UREGEX_UNIX_LINES, status);
  if (U_FAILURE(status)) return nullptr;
  made->total = pattern.work;
  made->matcher->setMatchCallback(count_work, made.get(), status);
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

// Plain letters need no tables.
std::string upper(std::string_view text) {
  if (not is_ascii(text)) return narrow(wide(text).toUpper(icu::Locale::getRoot()));
  std::string out{text};
  for (auto& c : out)
    if (c >= 'a' and c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string lower(std::string_view text) {
  if (not is_ascii(text)) return narrow(wide(text).toLower(icu::Locale::getRoot()));
  std::string out{text};
  for (auto& c : out)
    if (c >= 'A' and c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::optional<bool> matches(std::string_view text, Pattern const& pattern) {
  auto found = search(text, pattern);
  if (not found) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  bool hit = found->matcher->find(status) != 0;
  return U_FAILURE(status) ? std::nullopt : std::optional{hit};
}

std::optional<std::string> replace(std::string_view text, Pattern const& pattern, std::string_view replacement) {
  auto found = search(text, pattern);
  if (not found or not replacement_is_sound(replacement, found->matcher->groupCount())) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  // Not replaceAll: it takes a search that was stopped for one without a hit.
  icu::UnicodeString replaced, with = wide(replacement);
  while (found->matcher->find(status) and U_SUCCESS(status) and
         replaced.length() < static_cast<std::int32_t>(longest_text))
    found->matcher->appendReplacement(replaced, with, status);
  found->matcher->appendTail(replaced);
  return U_FAILURE(status) ? std::nullopt : std::optional{narrow(replaced)};
}

std::optional<std::vector<std::string>> split(std::string_view text, Pattern const& delimiter) {
  auto found = search(text, delimiter);
  if (not found) return std::nullopt;
  std::vector<std::string> parts;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t from = 0;
  while (found->matcher->find(status) and U_SUCCESS(status)) {
    auto start = found->matcher->start(status), end = found->matcher->end(status);
    if (end == start) return std::nullopt;  // a delimiter that matches nothing would cut everywhere
    parts.push_back(narrow(found->text.tempSubStringBetween(from, start)));
    from = end;
  }
  if (U_FAILURE(status)) return std::nullopt;
  parts.push_back(narrow(found->text.tempSubStringBetween(from)));
  return parts;
}

}  // namespace kreislauf::feel::unicode
