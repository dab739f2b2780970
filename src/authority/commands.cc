#include "authority/commands.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "authority/authority.h"

namespace kreislauf::authority {

namespace {

std::string content(CommandRun const& run) { return read_file(run.arguments.text("FILE")); }

OnRejection on_rejection(CommandRun const& run) {
  return run.arguments.flag("--all-or-nothing") ? OnRejection::roll_back : OnRejection::keep_good_lines;
}

int run_import_authorities(CommandRun const& run) {
  auto const report = import_authorities(run.house.store, content(run), on_rejection(run), run.house.clock);
  run.house.migrate_towns();  // those that have come have no database yet
  return print_report(report, "authorities", run.json);
}

int run_import_offices(CommandRun const& run) {
  auto const csv = content(run);
  run.house.migrate_towns();
  return print_report(import_offices(run.house.store, csv, on_rejection(run)), "offices", run.json);
}

int run_import_overrides(CommandRun const& run) {
  auto const csv = content(run);
  run.house.migrate_towns();
  return print_report(import_overrides(run.house.store, csv, on_rejection(run)), "overrides", run.json);
}

int run_import_delegations(CommandRun const& run) {
  return print_report(import_delegations(run.house.store, content(run), on_rejection(run)), "delegations", run.json);
}

int run_import_hosts(CommandRun const& run) {
  return print_report(import_hosts(run.house.store, content(run), on_rejection(run)), "hosts", run.json);
}

int run_feedback(CommandRun const& run) {
  boost::json::array all;
  for (auto const& one : list_feedback(run.visit().db)) {
    if (run.json) {
      all.push_back({{"receivedAt", one.received_at},
                     {"kind", one.kind},
                     {"page", one.page},
                     {"message", one.message},
                     {"contact", one.contact}});
    } else {
      fmt::print("{}  {}  {}\n  {}\n  {}\n", one.received_at, one.kind, one.page, one.message, one.contact);
    }
  }
  if (run.json) fmt::print("{}\n", boost::json::serialize(all));
  return exit_fine;
}

Command import_file(std::string_view name, std::string_view help, int (*run)(CommandRun const&)) {
  return {.group = "import",
          .name = name,
          .help = help,
          .arguments = {{.name = "FILE", .help = "file to read", .required = true},
                        {.name = "--all-or-nothing",
                         .help = "store nothing when a line is rejected",
                         .kind = Argument::Kind::flag}},
          .run = run};
}

}  // namespace

std::vector<Command> commands() {
  return {
      import_file("authorities", "municipalities and districts (CSV, see docs/operations.md)", run_import_authorities),
      import_file("offices", "offices with opening hours (CSV)", run_import_offices),
      import_file("overrides", "what a town says differently: fee, office, note (CSV)", run_import_overrides),
      import_file("delegations", "agreements by which one authority works for another (CSV)", run_import_delegations),
      import_file("hosts", "own domains of authorities (CSV: authority, host)", run_import_hosts),
      {.group = {},
       .name = "feedback",
       .help = "List what residents wrote: barriers and remarks on pages",
       .arguments = {},
       .of_town = true,
       .run = run_feedback},
  };
}

}  // namespace kreislauf::authority
