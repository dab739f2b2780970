#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/commands/command.h"
#include "authority/authority.h"

namespace kreislauf::app {

namespace {

void list(db::Database& database, bool as_json) {
  boost::json::array all;
  for (auto const& item : authority::list_feedback(database)) {
    if (as_json)
      all.push_back({{"receivedAt", item.received_at},
                     {"kind", item.kind},
                     {"page", item.page},
                     {"message", item.message},
                     {"contact", item.contact}});
    else
      fmt::print("{}  {}  {}\n  {}\n  {}\n", item.received_at, item.kind, item.page, item.message, item.contact);
  }
  if (as_json) fmt::print("{}\n", boost::json::serialize(all));
}

}  // namespace

void add_feedback(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("feedback", "List what residents wrote: barriers and remarks on pages");
  auto choice = std::make_shared<StoreChoice>();
  auto town = std::make_shared<std::string>();
  add_store_options(*command, *choice);
  command->add_option("AUTHORITY", *town, "key or name in addresses, like gescher")->required();
  command->callback([=, &code] {
    with_authority(*choice, *town, code, [&](db::Store& store, authority::Authority const& authority, Clock const&) {
      list(store.authority(authority.key), choice->json);
    });
  });
}

void add_migrate(CLI::App& program, int& code) {
  auto* command = program.add_subcommand(
      "migrate", "Bring the databases of all authorities to the newest schema (serve does it, too)");
  auto choice = std::make_shared<StoreChoice>();
  add_store_options(*command, *choice);
  command->callback([=, &code] {
    SystemClock const clock;
    auto const store = open_store(*choice, clock);
    auto const report = authority::migrate_all(*store, authority_migrations(), clock, [](std::size_t, std::size_t) {});
    if (choice->json) {
      fmt::print("{}\n", boost::json::serialize(boost::json::object{
                             {"databases", report.databases},
                             {"changed", report.changed},
                             {"failed", boost::json::array(report.failed.begin(), report.failed.end())}}));
    } else {
      for (auto const& failure : report.failed) fmt::print("{}\n", failure);
      fmt::print("{} databases, {} changed, {} failed\n", report.databases, report.changed, report.failed.size());
    }
    code = static_cast<int>(report.failed.empty() ? Exit::fine : Exit::store);
  });
}

}  // namespace kreislauf::app
