#include <algorithm>
#include <iostream>

#include "engines/feel/feel.h"
#include "engines/feel/javascript.h"
#include "engines/feel/mutate.h"

// feel_fuzz CORPUS [SECONDS] [SEED]: mutated expressions must be refused, stopped, or have a value.
using namespace kreislauf;

namespace {

std::vector<std::string_view> const words{"(",
                                          ")",
                                          "[",
                                          "]",
                                          "{",
                                          "}",
                                          "..",
                                          ",",
                                          ":",
                                          "-",
                                          "**",
                                          "not(",
                                          "if ",
                                          " then ",
                                          " else ",
                                          "for x in ",
                                          " return ",
                                          "some x in ",
                                          " satisfies ",
                                          " in ",
                                          " between ",
                                          " and ",
                                          " or ",
                                          "function(a) ",
                                          "null",
                                          "1e6000",
                                          "99999999999999999999",
                                          "@\"P1D\"",
                                          "@\"2026-11-21\"",
                                          "@\"10:00:00@Europe/Berlin\"",
                                          "duration(",
                                          "date and time(",
                                          "partial",
                                          "item",
                                          "?",
                                          "sort(",
                                          "string join(",
                                          "flatten(",
                                          "replace(",
                                          "matches(",
                                          "\"(a+)+$\"",
                                          " instance of ",
                                          "list<",
                                          ".year",
                                          "[-1]",
                                          "\\u",
                                          "\xC3"};

void check_value(feel::Value const& value, feel::Environment const& environment) {
  auto text = feel::print(value);
  (void)feel::to_json(value);
  if (text.size() > 2'000) return;
  auto again = feel::compile(text, feel::Names{});
  if (again) (void)again->evaluate(std::span<feel::Value const>{}, environment);
}

void run(std::string const& source, feel::Names const& names, std::span<feel::Value const> values) {
  feel::Environment environment;
  std::vector<std::string> notes;
  environment.notes = &notes;
  try {
    auto compiled = feel::compile(source, names);
    if (compiled) {
      (void)feel::to_javascript(*compiled);
      check_value(compiled->evaluate(values, environment), environment);
    }
    auto tests = feel::compile_unary_tests(source, names);
    if (tests) {
      (void)feel::test_set(*tests);
      (void)feel::to_javascript(*tests);
      (void)tests->test(values[0], values, environment);
    }
    (void)feel::parse_type(source, names);
    (void)feel::from_json(source);
  } catch (feel::LimitExceeded const&) {
    // stopped in time: that is what limits are for
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  auto seconds = count > 2 ? std::stod(arguments[2]) : 5.0;
  fuzz::Mutator mutator{fuzz::read_corpus(arguments[1]), words, count > 3 ? std::stoull(arguments[3]) : 1};
  feel::Names names;
  names.add("x", feel::TypeKind::number);
  names.add("Zahl der Kinder");
  names.add("liste", feel::Type::list({}));
  names.add("person");
  feel::Value const values[] = {7, feel::Value{"drei"}, feel::from_json("[1,2,{\"a\":3}]").value(),
                                feel::from_json("{\"name\":\"A\",\"alter\":3}").value()};
  fuzz::Slowest slowest;
  std::size_t runs = 0;
  for (auto end = fuzz::cpu_seconds() + seconds; fuzz::cpu_seconds() < end; ++runs) {
    auto source = mutator.next();
    auto start = fuzz::cpu_seconds();
    run(source, names, values);
    slowest.consider(fuzz::cpu_seconds() - start, source);
  }
  std::cout << "feel_fuzz: " << runs << " runs, slowest " << slowest.seconds * 1000 << " ms\n";
  if (count > 4) std::cout << slowest.input << "\n";
}
