#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "engines/dmn/dmn.h"

// Figures for bench/engines.sh, in CPU time, one JSON object a line.
using namespace kreislauf;

namespace {

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

/// Nanoseconds of one call of `round`, after warming up.
template <class Round>
double measure(double seconds, Round round) {
  for (auto end = cpu_seconds() + seconds / 3; cpu_seconds() < end;) round();
  auto start = cpu_seconds();
  std::uint64_t rounds = 0;
  do {
    for (int i = 0; i < 16; ++i) round();
    rounds += 16;
  } while (cpu_seconds() - start < seconds);
  return (cpu_seconds() - start) * 1e9 / static_cast<double>(rounds);
}

std::string read_file(std::string const& path) {
  std::ifstream in{path};
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

feel::Environment clock_of_the_bench() { return {.now = *feel::DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")}; }

void bench_expressions(std::string const& folder, double seconds, bool each) {
  auto sources = *feel::from_json(read_file(folder + "/expressions.json")),
       given = *feel::from_json(read_file(folder + "/context.json"));
  feel::Names names;
  for (auto const& [name, value] : given.entries()) names.add(name);
  feel::Context context{names};
  for (auto const& [name, value] : given.entries()) context.set(name, value);
  std::vector<feel::Expression> compiled;
  std::size_t nulls = 0;
  auto environment = clock_of_the_bench();
  for (auto const& source : sources.list()) {
    auto expression = feel::compile(source.string(), names);
    if (not expression) {
      std::cerr << source.string() << ": " << expression.error().sentence() << "\n";
      continue;
    }
    nulls += expression->evaluate(context, environment).is_null();
    compiled.push_back(*expression);
  }
  if (each)
    for (auto const& expression : compiled)
      std::cerr << measure(0.02, [&] { (void)expression.evaluate(context, environment); }) << "\t"
                << expression.source() << "\n";
  auto round = measure(seconds, [&] {
    for (auto const& expression : compiled) (void)expression.evaluate(context, environment);
  });
  std::cout << "{\"expressions\":" << compiled.size() << ",\"nulls\":" << nulls
            << ",\"compiled_ns\":" << round / static_cast<double>(compiled.size()) << "}\n";
}

/// 1,000 rules over 5 inputs: ages, incomes, persons, zones and a flag, every combination in one rule only.
std::string large_table() {
  std::string rules;
  char const* zones[] = {"A", "B", "C", "D", "E"};
  for (int rule = 0; rule < 1000; ++rule) {
    auto age = rule % 10 * 10, income = rule / 10 % 10 * 5000;
    auto cell = [&](std::string const& text) { rules += "<inputEntry><text>" + text + "</text></inputEntry>"; };
    rules += "<rule>";
    cell("[" + std::to_string(age) + ".." + std::to_string(age + 10) + ")");
    cell("[" + std::to_string(income) + ".." + std::to_string(income + 5000) + ")");
    cell("\"" + std::string{zones[rule / 100 % 5]} + "\"");
    cell(rule / 500 == 0 ? "&lt; 3" : "&gt;= 3");
    cell("-");
    rules += "<outputEntry><text>" + std::to_string(rule) + "</text></outputEntry></rule>";
  }
  std::string inputs, data, needs;
  for (auto const* name : {"Alter", "Einkommen", "Zone", "Personen", "Antrag"}) {
    data +=
        "<inputData id='i" + std::string{name} + "' name='" + name + "'><variable name='" + name + "'/></inputData>";
    needs += "<informationRequirement><requiredInput href='#i" + std::string{name} + "'/></informationRequirement>";
    inputs += "<input><inputExpression><text>" + std::string{name} + "</text></inputExpression></input>";
  }
  return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='t' namespace='urn:t'>" + data +
         "<decision id='d' name='Tarif'><variable name='Tarif'/>" + needs + "<decisionTable>" + inputs + "<output/>" +
         rules + "</decisionTable></decision></definitions>";
}

void bench_table(double seconds) {
  auto model = dmn::Model::load(large_table());
  if (not model) {
    std::cerr << model.error().front().sentence() << "\n";
    return;
  }
  auto environment = clock_of_the_bench();
  std::vector<dmn::Inputs> cases;
  char const* zones[] = {"A", "B", "C", "D", "E"};
  for (int i = 0; i < 97; ++i)
    cases.push_back({{"Alter", i * 7 % 100},
                     {"Einkommen", i * 997 % 50000},
                     {"Zone", zones[i % 5]},
                     {"Personen", i % 6},
                     {"Antrag", i}});
  std::size_t at = 0, hits = 0;
  for (auto const& one : cases) hits += not model->decide("Tarif", one, environment).is_null();
  auto plain = measure(seconds, [&] { (void)model->decide("Tarif", cases[at++ % cases.size()], environment); });
  auto explained = measure(seconds, [&] { (void)model->evaluate("Tarif", cases[at++ % cases.size()], environment); });
  std::cout << "{\"rules\":1000,\"inputs\":5,\"cases\":" << cases.size() << ",\"hits\":" << hits
            << ",\"decide_us\":" << plain / 1000 << ",\"explained_us\":" << explained / 1000 << "}\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "engines_bench FOLDER [SECONDS] [each]\n";
    return 2;
  }
  auto seconds = count > 2 ? std::stod(arguments[2]) : 1.0;
  bench_expressions(arguments[1], seconds, count > 3);
  bench_table(seconds);
}
