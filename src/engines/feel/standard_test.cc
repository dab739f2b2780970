#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "engines/feel/feel.h"
#include "tests/support/source.h"

using namespace kreislauf;
using namespace kreislauf::feel;

// The cases of tests/feel, one a line: EXPRESSION ;; WHAT IT GIVES, both in FEEL, or the word `refused`.
// In front of unary tests stands the input: INPUT | TESTS ;; WHAT THEY SAY. The sign ␤ is a new line.
namespace {

struct Case {
  std::string place, source, expected;
};

std::string with_lines(std::string text) {
  constexpr std::string_view sign = "␤";
  for (std::size_t at = 0; (at = text.find(sign)) != std::string::npos;) text.replace(at, sign.size(), "\n");
  return text;
}

std::vector<Case> cases_of(std::filesystem::path const& file) {
  std::vector<Case> all;
  std::ifstream in{file};
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    auto const at = line.find(" ;; ");
    if (line.starts_with('#')) continue;
    auto const place = file.filename().string() + ":" + std::to_string(number) + ": " + line;
    REQUIRE_MESSAGE(at != std::string::npos, place);
    all.push_back({place, with_lines(line.substr(0, at)), line.substr(at + 4)});
  }
  REQUIRE_FALSE(all.empty());
  return all;
}

Environment const clock{.now = *DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")};

std::string given_by(std::string const& source) {
  auto const compiled = compile(source, Names{});
  return compiled ? print(compiled->evaluate(std::span<Value const>{}, clock)) : "refused";
}

std::string said_by(std::string const& source) {
  auto const bar = source.find(" | ");
  auto const input = compile(source.substr(0, bar), Names{}).value().evaluate(std::span<Value const>{}, clock);
  auto const tests = compile_unary_tests(source.substr(bar + 3), Names{});
  return tests ? print(tests->test(input, {}, clock)) : "refused";
}

std::filesystem::path folder() { return test::source_folder() / "tests" / "feel"; }

}  // namespace

TEST_CASE("expressions give what the text of the standard says") {
  std::size_t count = 0;
  for (auto const& file : std::filesystem::directory_iterator{folder()}) {
    if (file.path().filename() == "unary_tests.txt") continue;
    for (auto const& one : cases_of(file.path())) {
      auto const expected = one.expected == "refused" ? one.expected : given_by(one.expected);
      CHECK_MESSAGE(given_by(one.source) == expected, one.place);
      ++count;
    }
  }
  CHECK(count > 1'500);
}

TEST_CASE("unary tests say what the text of the standard says") {
  for (auto const& one : cases_of(folder() / "unary_tests.txt"))
    CHECK_MESSAGE(said_by(one.source) == one.expected, one.place);
}
