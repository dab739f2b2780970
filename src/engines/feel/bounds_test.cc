#include <doctest/doctest.h>

#include "engines/feel/feel.h"

using namespace kreislauf::feel;

namespace {

std::string repeated(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

/// How a hostile source ends: refused, stopped, or with a value.
std::string fate(std::string const& source) {
  auto compiled = compile(source, Names{});
  if (not compiled) return "refused";
  try {
    return print(compiled->evaluate(std::span<Value const>{}, Environment{})).substr(0, 20);
  } catch (LimitExceeded const&) {
    return "stopped";
  }
}

}  // namespace

TEST_CASE("deep nesting is refused") {
  CHECK(fate(repeated("(", 5000) + "1" + repeated(")", 5000)) == "refused");
  CHECK(fate(repeated("[", 5000)) == "refused");
  CHECK(fate(repeated("-", 5000) + "1") == "refused");
  CHECK(fate("1" + repeated("+1", 5000)) == "refused");
  CHECK(fate(repeated("if true then ", 5000) + "1") == "refused");
  CHECK(fate(repeated("not(", 5000)) == "refused");
  CHECK(fate(repeated("x in (", 5000)) == "refused");
  CHECK(fate("1" + repeated("[1]", 5000)) == "refused");
  CHECK(fate(repeated("a", 300'000)) == "refused");
}

TEST_CASE("endless work is stopped") {
  CHECK(fate("for i in 1..1000000000 return i") == "stopped");
  CHECK(fate("for a in 1..1000, b in 1..1000, c in 1..1000 return 1") == "stopped");
  CHECK(fate("count(for i in 1..100000 return partial)") == "stopped");
  CHECK(fate("{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r") == "stopped");
  CHECK(fate("{f: function(g, n) g(g, n) + g(g, n), r: f(f, 0)}.r") == "stopped");
  CHECK(fate("every i in 1..999999999999 satisfies i > 0") == "stopped");
}

TEST_CASE("endless memory is stopped") {
  CHECK(fate("for i in 1..100000 return string join(for j in 1..100 return "
             "\"0123456789012345678901234567890123456789\")") == "stopped");
  CHECK(fate("{a: \"xxxxxxxxxxxxxxxxxxxx\", b: a+a+a+a+a+a+a+a, c: b+b+b+b+b+b+b+b, d: c+c+c+c+c+c+c+c, e: "
             "d+d+d+d+d+d+d+d,"
             " f: e+e+e+e+e+e+e+e, g: f+f+f+f+f+f+f+f, h: g+g+g+g+g+g+g+g}") == "stopped");
  CHECK(fate("for i in 1..400 return if i = 1 then [] else [partial[-1]]") == "stopped");
}

TEST_CASE("shared parts do not blow up comparison and text") {
  std::string laughs = "{a0: [1,1]";
  for (int i = 1; i < 40; ++i)
    laughs += ", a" + std::to_string(i) + ": [a" + std::to_string(i - 1) + ", a" + std::to_string(i - 1) + "]";
  CHECK(fate(laughs + ", b: flatten(a39)}") == "stopped");
  CHECK(fate(laughs + ", r: string(a39)}.r") != "");
  CHECK(fate(laughs + ", b: a39 = a39}.b") == "true");
}

TEST_CASE("a regular expression that runs away gives null") {
  CHECK(fate("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")") == "null");
  CHECK(fate("replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\", \"x\")") == "null");
  CHECK(fate("for i in 1..100000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")") ==
        "stopped");
  CHECK(fate("matches(\"abc\", \"[\")") == "null");
}

TEST_CASE("numbers beyond the 34 digits and the exponent end as null") {
  CHECK(fate("for i in 1..100000 return 1.0000001 ** (i + 0.5)") == "stopped");
  CHECK(fate("for i in 1..100000 return modulo(1e6000, 7e-6000)") == "stopped");
  CHECK(fate("10 ** 7000") == "null");
  CHECK(fate("exp(100000)") == "null");
  CHECK(fate("1e99999") == "refused");
  CHECK(fate("2 ** 0.5 ** 1000000") == "null");
}
