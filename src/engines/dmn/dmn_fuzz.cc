#include <algorithm>
#include <iostream>

#include "engines/dmn/dmn.h"
#include "engines/feel/mutate.h"

// dmn_fuzz CORPUS [SECONDS] [SEED]: mutated models must be refused, or load, check and decide within their limits.
using namespace kreislauf;

namespace {

std::vector<std::string_view> const words{"<rule>",
                                          "</rule>",
                                          "<decision id='z' name='z'>",
                                          "</decision>",
                                          "<list>",
                                          "<context>",
                                          "<contextEntry>",
                                          "<relation>",
                                          "<conditional>",
                                          "<filter>",
                                          "hitPolicy='COLLECT' ",
                                          "aggregation='SUM' ",
                                          "typeRef='number' ",
                                          "isCollection='true' ",
                                          "<!DOCTYPE a>",
                                          "<![CDATA[",
                                          "&amp;",
                                          "&x;",
                                          "href='#a' ",
                                          "<text>",
                                          "</text>",
                                          "-",
                                          "&lt; 3",
                                          "[1..10]",
                                          "not(",
                                          "\"a\"",
                                          "null",
                                          "<requiredDecision href='#steuer'/>",
                                          "\xFF",
                                          "xmlns:a='u' "};

void run(std::string const& text) {
  try {
    auto model = dmn::Model::load(text);
    if (not model) return;
    (void)model->check();
    feel::Environment environment;
    dmn::Inputs inputs;
    for (auto const& input : model->inputs())
      inputs.insert_or_assign(input.name,
                              input.type.is(feel::TypeKind::number) ? feel::Value{3} : feel::Value{"Haushund"});
    for (auto const& decision : model->decisions()) {
      auto result = model->evaluate(decision.name, inputs, environment);
      (void)dmn::sentences(result.explanation, dmn::Language::german);
    }
    for (auto const& service : model->services()) (void)model->serve(service.name, inputs, environment);
  } catch (feel::LimitExceeded const&) {
    // stopped in time
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  auto seconds = count > 2 ? std::stod(arguments[2]) : 5.0;
  fuzz::Mutator mutator{fuzz::read_corpus(arguments[1]), words, count > 3 ? std::stoull(arguments[3]) : 1};
  fuzz::Slowest slowest;
  std::size_t runs = 0;
  for (auto end = fuzz::cpu_seconds() + seconds; fuzz::cpu_seconds() < end; ++runs) {
    auto text = mutator.next();
    auto start = fuzz::cpu_seconds();
    run(text);
    slowest.consider(fuzz::cpu_seconds() - start, text);
  }
  std::cout << "dmn_fuzz: " << runs << " runs, slowest " << slowest.seconds * 1000 << " ms\n";
  if (count > 4) std::cout << slowest.input << "\n";
}
