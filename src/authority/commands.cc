#include "authority/commands.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "authority/authority.h"
#include "authority/store.h"

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

/// The type of a picture by its first bytes; empty for what is none that browsers show.
std::string_view type_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n"sv)) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
  if (bytes.starts_with("RIFF"sv) and bytes.substr(0, 12).ends_with("WEBP"sv)) return "image/webp";
  auto const begin = bytes.substr(0, 1000);
  return begin.find("<svg"sv) != std::string_view::npos ? "image/svg+xml" : "";
}

/// A page with a picture must stay light: first visits count 75 KiB without it.
constexpr std::size_t most_of_picture = 150 * 1024;

int run_import_picture(CommandRun const& run) {
  auto const about = run.arguments.text("--of");
  auto picture = Picture{.name = about,
                         .credit = run.arguments.text("--credit"),
                         .alternative = run.arguments.text("--alt"),
                         .content = content(run)};
  picture.type = type_of(picture.content);
  if (picture.type.empty()) return refuse("the file is no picture; use SVG, PNG, JPEG or WebP");
  if (picture.content.size() > most_of_picture)
    return refuse(fmt::format("the picture has {} KiB; make it smaller, at most {}", picture.content.size() >> 10,
                              most_of_picture >> 10));
  if (picture.credit.empty()) return refuse("say with --credit who made the picture and under which licence");
  run.house.migrate_towns();
  auto visit = run.visit();
  bool const arms = about == "wappen";
  if (not arms and visit.town()->office(about) == nullptr)
    return refuse(fmt::format("there is no office \"{}\"; name one, or wappen for the arms", about));
  if (not arms and picture.alternative.empty()) return refuse("say with --alt what is seen on the picture");
  visit.db.write([&](db::Connection& connection) { store::save(connection, picture); });
  fmt::print("{}: {} KiB stored\n", about, (picture.content.size() + 1023) >> 10);
  return exit_fine;
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
      {.group = "import",
       .name = "picture",
       .help = "The arms of a town or a picture of an office, with its licence",
       .arguments = {{.name = "TOWN", .help = "the town"},
                     {.name = "FILE", .help = "SVG, PNG, JPEG or WebP, at most 150 KiB", .required = true},
                     {.name = "--of", .help = "wappen, or the id of an office", .otherwise = "wappen"},
                     {.name = "--credit", .help = "who made it, and the licence"},
                     {.name = "--alt", .help = "what is seen on it, for those who do not see it"}},
       .of_town = true,
       .run = run_import_picture},
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
