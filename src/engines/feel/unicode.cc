#include "engines/feel/unicode.h"

#include <unicode/locid.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.h"
#include "engines/feel/xpath_pattern.h"

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

/// Flags as XPath has them: `s` dot is everything, `m` lines, `i` any case, `x` without spaces, `q` plain letters.
struct Flags {
  bool dot_all = false, lines = false, any_case = false, no_spaces = false, letters = false;

  static Result<Flags> read(std::string_view text) {
    Flags flags;
    for (char const flag : text) {
      auto* const meant = flag == 's'   ? &flags.dot_all
                          : flag == 'm' ? &flags.lines
                          : flag == 'i' ? &flags.any_case
                          : flag == 'x' ? &flags.no_spaces
                          : flag == 'q' ? &flags.letters
                                        : nullptr;
      if (meant == nullptr) return failure("the flags are s, m, i, x and q, not `" + std::string{text} + "`");
      *meant = true;
    }
    return flags;
  }

  [[nodiscard]] Reading reading() const {
    return {.lines = lines, .dot_all = dot_all, .any_case = any_case, .spaces_left_out = no_spaces};
  }

  // XPath counts #x0A alone as the end of a line.
  [[nodiscard]] std::uint32_t bits() const {
    auto const when = [](bool set, std::uint32_t bit) { return set ? bit : 0u; };
    return UREGEX_UNIX_LINES | when(dot_all, UREGEX_DOTALL) | when(lines, UREGEX_MULTILINE) |
           when(any_case, UREGEX_CASE_INSENSITIVE);
  }
};

std::string pattern_shown(Pattern const& pattern) {
  auto const end = text::byte_of(pattern.text, 40);
  return "the pattern `" + std::string{pattern.text.substr(0, end)} + (end < pattern.text.size() ? "…`" : "`");
}

tl::unexpected<std::string> given_up(Pattern const& pattern) {
  return failure(pattern_shown(pattern) + " was given up: it can be tried in too many ways");
}

struct Search {
  icu::UnicodeString text;
  std::unique_ptr<icu::RegexMatcher> matcher;
  bool letters = false;
  unsigned work = 0;
  unsigned* total = nullptr;
};

/// ICU calls this every 10,000 steps.
UBool count_work(void const* context, std::int32_t) {
  auto& search = *static_cast<Search*>(const_cast<void*>(context));
  if (search.total != nullptr) ++*search.total;
  return ++search.work < work_limit;
}

Result<std::unique_ptr<Search>> search(std::string_view text, Pattern const& pattern) {
  auto const flags = Flags::read(pattern.flags);
  if (not flags) return failure(flags.error());
  if (pattern.text.size() > longest_pattern) return failure("a pattern may have 2,000 letters");
  if (text.size() > longest_text) return failure("a text that is searched may have 1 MiB");
  auto const translated =
      flags->letters ? Result<std::string>{letters_only(pattern.text)} : from_xpath(pattern.text, flags->reading());
  if (not translated) return failure(pattern_shown(pattern) + " is wrong: " + translated.error());
  auto made = std::make_unique<Search>();
  made->text = wide(text);
  made->letters = flags->letters;
  UErrorCode status = U_ZERO_ERROR;
  made->matcher = std::make_unique<icu::RegexMatcher>(wide(*translated), flags->bits(), status);
  if (U_FAILURE(status)) return failure(pattern_shown(pattern) + " is wrong");
  made->total = pattern.work;
  made->matcher->setMatchCallback(count_work, made.get(), status);
  made->matcher->setStackLimit(stack_limit, status);
  made->matcher->reset(made->text);
  if (U_FAILURE(status)) return given_up(pattern);
  return made;
}

bool matches_nothing_at_all(Search& search) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString const empty;
  search.matcher->reset(empty);
  bool const hit = search.matcher->find(status) != 0;
  search.matcher->reset(search.text);
  return hit;
}

/// What stands in for each hit: letters and, as numbers, groups.
struct Part {
  icu::UnicodeString letters = {};
  std::int32_t group = -1;
};

/// `$1` names a group, `\$` and `\\` are the letters. Of `$12` the second digit counts only when there are twelve
/// groups.
Result<std::vector<Part>> parts_of(std::string_view replacement, std::int32_t groups) {
  std::vector<Part> parts;
  std::string letters;
  auto digit = [&](std::size_t i) {
    return i < replacement.size() and replacement[i] >= '0' and replacement[i] <= '9' ? replacement[i] - '0' : -1;
  };
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    char const c = replacement[i], next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    if (c == '\\' and (next == '\\' or next == '$')) {
      letters += next, ++i;
    } else if (c == '$' and digit(i + 1) >= 0) {
      std::int32_t group = digit(++i);
      for (; digit(i + 1) >= 0 and group * 10 + digit(i + 1) <= groups; ++i) group = group * 10 + digit(i + 1);
      parts.push_back({wide(std::exchange(letters, {})), group});
    } else if (c == '\\' or c == '$') {
      return failure("in what replaces, `$` needs the number of a group behind it, and `\\` a `$` or a `\\`");
    } else {
      letters += c;
    }
  }
  parts.push_back({wide(letters), -1});
  return parts;
}

/// A group that took no part in the hit, or does not exist, is empty.
void append(icu::UnicodeString& out, std::vector<Part> const& parts, Search& search, UErrorCode& status) {
  for (auto const& part : parts) {
    out += part.letters;
    if (part.group < 0 or part.group > search.matcher->groupCount()) continue;
    auto const start = search.matcher->start(part.group, status), end = search.matcher->end(part.group, status);
    if (start >= 0) out += search.text.tempSubStringBetween(start, end);
  }
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

Result<bool> matches(std::string_view text, Pattern const& pattern) {
  auto found = search(text, pattern);
  if (not found) return failure(found.error());
  UErrorCode status = U_ZERO_ERROR;
  bool hit = (*found)->matcher->find(status) != 0;
  if (U_FAILURE(status)) return given_up(pattern);
  return hit;
}

Result<std::string> replace(std::string_view text, Pattern const& pattern, std::string_view replacement) {
  auto found = search(text, pattern);
  if (not found) return failure(found.error());
  auto& search = **found;
  if (matches_nothing_at_all(search)) return failure(pattern_shown(pattern) + " also matches the empty text");
  auto const parts = search.letters ? Result<std::vector<Part>>{std::vector{Part{wide(replacement)}}}
                                    : parts_of(replacement, search.matcher->groupCount());
  if (not parts) return failure(parts.error());
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString replaced;
  std::int32_t from = 0;
  while (search.matcher->find(status) and U_SUCCESS(status) and
         replaced.length() < static_cast<std::int32_t>(longest_text)) {
    replaced += search.text.tempSubStringBetween(from, search.matcher->start(status));
    append(replaced, *parts, search, status);
    from = search.matcher->end(status);
  }
  if (U_FAILURE(status)) return given_up(pattern);
  replaced += search.text.tempSubStringBetween(from);
  return narrow(replaced);
}

Result<std::vector<std::string>> split(std::string_view text, Pattern const& delimiter) {
  auto found = search(text, delimiter);
  if (not found) return failure(found.error());
  auto& search = **found;
  // A delimiter that matches nothing would cut everywhere.
  if (matches_nothing_at_all(search)) return failure(pattern_shown(delimiter) + " also matches the empty text");
  std::vector<std::string> parts;
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t from = 0;
  while (search.matcher->find(status) and U_SUCCESS(status)) {
    auto start = search.matcher->start(status), end = search.matcher->end(status);
    parts.push_back(narrow(search.text.tempSubStringBetween(from, start)));
    from = end;
  }
  if (U_FAILURE(status)) return given_up(delimiter);
  parts.push_back(narrow(search.text.tempSubStringBetween(from)));
  return parts;
}

}  // namespace kreislauf::feel::unicode
