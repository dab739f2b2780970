#include "engines/feel/xpath_pattern.h"

#include <doctest/doctest.h>

#include "engines/feel/unicode.h"

using namespace kreislauf::feel::unicode;

namespace {

bool hits(std::string_view text, std::string_view pattern, std::string_view flags = {}) {
  auto const found = matches(text, {.text = pattern, .flags = flags});
  INFO(std::string{pattern});
  REQUIRE(found);
  return *found;
}

std::string refusal(std::string_view pattern, std::string_view flags = {}) {
  auto const found = matches("h", {.text = pattern, .flags = flags});
  return found ? "" : found.error();
}

std::string replaced(std::string_view text, std::string_view pattern, std::string_view with,
                     std::string_view flags = {}) {
  auto const made = replace(text, {.text = pattern, .flags = flags}, with);
  return made ? *made : made.error();
}

}  // namespace

TEST_CASE("flags: dot, lines, case, spaces, letters") {
  CHECK_FALSE(hits("a\nb", "a.b"));
  CHECK(hits("a\nb", "a.b", "s"));
  CHECK_FALSE(hits("a\nb", "^b"));
  CHECK(hits("a\nb", "^b", "m"));
  CHECK_FALSE(hits("a\n", "a$"));
  CHECK(hits("a\n", "a$", "m"));
  CHECK(hits("ÄPFEL", "äpfel", "i"));
  CHECK(hits("hello world", "hello\\ sworld", "x"));
  CHECK(hits("hello world", "hello[ ]world", "x"));
  CHECK_FALSE(hits("hello world", "hello world", "x"));
  CHECK(hits("a#b", "a # b", "x"));
  CHECK(hits("abcd", "\\p{ I s B a s i c L a t i n }+", "x"));
  CHECK(hits("1.5*2", "1.5*", "q"));
  CHECK_FALSE(hits("1x5", "1.5", "q"));
  CHECK(hits("A.B", "a.b", "qi"));
  CHECK(hits("a", "", "smixq"));
  CHECK(refusal("h", "X") == "the flags are s, m, i, x and q, not `X`");
}

TEST_CASE("escapes mean what XML Schema says") {
  CHECK(hits("_", "^\\i$"));
  CHECK_FALSE(hits("1", "\\i"));
  CHECK(hits("a-1.b", "^\\i\\c+$"));
  CHECK_FALSE(hits(" ", "\\c"));
  CHECK(hits("€", "\\w"));
  CHECK_FALSE(hits("_-", "\\w"));
  CHECK(hits("\t", "\\s"));
  CHECK_FALSE(hits("\xC2\xA0", "\\s"));
  CHECK(hits("٣", "^\\d$"));
  CHECK(hits("Ω", "\\p{IsGreek}"));
  CHECK_FALSE(hits("a", "\\p{IsGreek}"));
  CHECK(hits("Ä", "^\\p{Lu}$"));
  CHECK(hits("a", "\\P{Lu}"));
  CHECK(hits("a|b", "a\\|b"));
  for (auto const* unknown :
       {"\\b", "\\x41", "\\Q", "\\A", "\\0", "\\u0041", "\\p{Greek}", "\\p{IsNowhere}", "\\pL", "\\"})
    CHECK_MESSAGE(not refusal(unknown).empty(), unknown);
}

TEST_CASE("classes may be taken from one another") {
  CHECK(hits("x", "^[a-z-[aeiou]]$"));
  CHECK_FALSE(hits("e", "^[a-z-[aeiou]]$"));
  CHECK(hits("1", "^[^a-z-[0]]$"));
  CHECK_FALSE(hits("0", "^[^a-z-[0]]$"));
  CHECK(hits("-", "^[a-]$"));
  CHECK(hits("-", "^[-a]$"));
  CHECK(hits("&", "^[a&&b]$"));
  CHECK(hits("^", "^[a^]$"));
  CHECK(hits("]", "^[\\]]$"));
  CHECK(hits("5", "^[\\d\\s]$"));
  CHECK_FALSE(hits("b", "^[\\-a]$"));
  for (auto const* wrong : {"[]", "[^]", "[a", "[[:alpha:]]", "[z-a]", "(a)[\\1]", "[a-\\d]"})
    CHECK_MESSAGE(not refusal(wrong).empty(), wrong);
}

TEST_CASE("groups and amounts are checked as XPath reads them") {
  CHECK(hits("abab", "^(ab)\\1$"));
  CHECK(hits("aa1", "^(a)\\11$"));
  CHECK(hits("ab", "^(?:a)b$"));
  CHECK(hits("aaa", "^a{2,}$"));
  CHECK(hits("aaa", "^a+?$"));
  for (auto const* wrong :
       {"(.)\\2", "(a\\1)", "(?=a)", "(?i)a", "(?<n>a)", "(a", "a)", "a++", "*a", "a{,2}", "a{x}", "a}", "a]", "a??+"})
    CHECK_MESSAGE(not refusal(wrong).empty(), wrong);
  CHECK(refusal("a++") == "the pattern `a++` is wrong: nothing stands before `+` that it could repeat");
}

TEST_CASE("what replaces may name groups") {
  CHECK(replaced("abracadabra", "a(.)", "a$1$1") == "abbraccaddabbra");
  CHECK(replaced("abc", "(b)", "[$2]") == "a[]c");
  CHECK(replaced("abc", "(b)", "$12") == "ab2c");
  CHECK(replaced("abc", "b", "[$0]") == "a[b]c");
  CHECK(replaced("a.c", ".", "\\$1", "q") == "a\\$1c");
  CHECK(replaced("abc", "b", "\\$\\\\") == "a$\\c");
  CHECK(replaced("abc", "(a)|b", "<$1>") == "<a><>c");
  CHECK(replaced("abc", "x*", "-") == "the pattern `x*` also matches the empty text");
  CHECK(replaced("abc", "b", "$x").starts_with("in what replaces, `$` needs"));
}

TEST_CASE("a hopeless search says that it was given up") {
  auto const given_up = matches(std::string(60, 'a') + "!", {.text = "^(a+)+$"});
  CHECK(given_up.error() == "the pattern `^(a+)+$` was given up: it can be tried in too many ways");
  CHECK(split("a;b", {.text = ";"}).value() == std::vector<std::string>{"a", "b"});
  CHECK(split("a;b", {.text = "("}).error() == "the pattern `(` is wrong: a `(` is not closed");
}
