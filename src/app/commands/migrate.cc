#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/commands/command.h"

namespace kreislauf::app {

void add_migrate(CLI::App& program, int& code) {
  auto* command = program.add_subcommand(
      "migrate", "Bring the databases of all authorities to the newest schema (serve does it, too)");
  auto choice = std::make_shared<StoreChoice>();
  add_store_options(*command, *choice);
  command->callback([=, &code] {
    SystemClock const clock;
    Program house{clock};
    house.open(*choice);
    auto const report = house.prepare();
    if (choice->json) {
      boost::json::array const failed(report.failed.begin(), report.failed.end());
      fmt::print("{}\n", boost::json::serialize(boost::json::object{
                             {"databases", report.databases}, {"changed", report.changed}, {"failed", failed}}));
    } else {
      for (auto const& failure : report.failed) fmt::print("{}\n", failure);
      fmt::print("{} databases, {} changed, {} failed\n", report.databases, report.changed, report.failed.size());
    }
    code = static_cast<int>(report.failed.empty() ? Exit::fine : Exit::store);
  });
}

}  // namespace kreislauf::app
