#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engines/dmn/dmn.h"

/// Test support: decision models written in a few words.
namespace kreislauf::dmn::testing {

inline feel::Environment const today{.now = *feel::DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")};

inline std::string model(std::string const& body, std::string const& head = "") {
  return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m' namespace='urn:m' " + head + ">" +
         body + "</definitions>";
}

inline std::string input(std::string const& name) {
  return "<inputData id='" + name + "' name='" + name + "'><variable name='" + name + "'/></inputData>";
}
inline std::string needs(std::string const& name) {
  return "<informationRequirement><requiredInput href='#" + name + "'/></informationRequirement>";
}
inline std::string literal(std::string const& text) {
  return "<literalExpression><text>" + text + "</text></literalExpression>";
}
inline std::string decision(std::string const& name, std::string const& logic) {
  return "<decision id='" + name + "' name='" + name + "'><variable name='" + name + "'/>" + logic + "</decision>";
}

/// One input column, one output column; each rule is "test -> result".
inline std::string table(std::string const& attributes, std::vector<std::pair<std::string, std::string>> const& rules,
                         std::string const& output = "<output/>") {
  std::string out = "<decisionTable " + attributes +
                    "><input label='x'><inputExpression typeRef='number'><text>x</text></inputExpression></input>" +
                    output;
  for (auto const& [test, result] : rules)
    out += "<rule><inputEntry><text>" + test + "</text></inputEntry><outputEntry><text>" + result +
           "</text></outputEntry></rule>";
  return out + "</decisionTable>";
}

inline Model tabled(std::string const& table_xml) {
  return Model::load(model(input("x") + decision("d", needs("x") + table_xml))).value();
}
inline std::string decided(Model const& m, int x) { return feel::print(m.decide("d", {{"x", x}}, today)); }

inline std::vector<std::string> findings(Model const& m) {
  std::vector<std::string> all;
  for (auto const& problem : m.check()) all.push_back(problem.message);
  return all;
}

}  // namespace kreislauf::dmn::testing
