#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands/command.h"
#include "engines/bpmn/conformance.h"
#include "engines/dmn/check_files.h"
#include "engines/dmn/tck.h"
#include "engines/feel/check.h"

namespace kreislauf::app {

namespace {

int code_of(bool fine) { return fine ? authority::exit_fine : authority::exit_rejected; }

void add_folder_check(CLI::App& parent, std::string const& name, std::string const& help,
                      std::function<bool(std::string const& path)> check, int& code) {
  auto* command = parent.add_subcommand(name, help);
  auto path = std::make_shared<std::string>();
  command->add_option("PATH", *path, "folder or file")->required();
  command->callback([=, &code] { code = code_of(check(*path)); });
}

}  // namespace

void add_rules_checks(CLI::App& program, int& code) {
  auto& check = group_of(program, "check");
  // `now()` stands still: a check must say the same today and tomorrow.
  feel::Environment const environment{.now = *feel::DateTime::parse("2026-11-21T12:00:00@Europe/Berlin")};
  add_folder_check(
      check, "dmn-tck", "Run a folder of DMN models with their test cases",
      [=](auto const& path) { return dmn::check_tck(path, std::cout, environment).failed == 0; }, code);
  add_folder_check(
      check, "dmn", "Look for gaps, overlaps, type errors and cycles in a decision model",
      [](auto const& path) { return dmn::check_models(path, std::cout).failed == 0; }, code);
  add_folder_check(
      check, "bpmn", "Run a folder of process cases, or report on a model",
      [](auto const& path) { return bpmn::check_bpmn(path, std::cout).failed == 0; }, code);
  auto* expression = check.add_subcommand("feel", "Evaluate one FEEL expression");
  auto text = std::make_shared<std::string>();
  auto context = std::make_shared<std::string>();
  expression->add_option("EXPR", *text, "the expression")->required();
  expression->add_option("--context", *context, "JSON file with the values of its names");
  expression->callback([=, &code] {
    auto const values = context->empty() ? std::string{} : authority::read_file(*context);
    code = code_of(feel::check_expression(*text, values, std::cout, environment));
  });
}

}  // namespace kreislauf::app
