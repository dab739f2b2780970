#include "app/commands/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "app/blob_place.h"

namespace kreislauf::app {

namespace {

std::string help_of(std::string const& group) {
  static std::map<std::string, std::string> const known{
      {"import", "Bring data in: authorities, the official catalogue, offices, packages"},
      {"export", "Write data out"},
      {"check", "Check packages, search and rules before residents meet them"},
      {"seed", "Invent data, for demonstrations and measurements"},
      {"staff", "Accounts of those who work at an authority"},
      {"verify", "Check what must always hold about the data"},
      {"mail", "Mails of an authority"},
  };
  auto const found = known.find(group);
  return found == known.end() ? fmt::format("Commands of {}", group) : found->second;
}

}  // namespace

void add_store_options(CLI::App& command, StoreChoice& choice) {
  command.add_option("--data", choice.data, "folder of the embedded store")->capture_default_str();
  // Everybody on the machine reads the list of processes.
  auto const problem = [](std::string const& store) {
    auto const at = store.find('@'), slashes = store.find("://");
    bool const password = slashes != std::string::npos and at != std::string::npos and
                          store.substr(slashes + 3, at - slashes - 3).find(':') != std::string::npos;
    return password or store.find("password=") != std::string::npos
               ? std::string{"write no password here: put it into the file that PGPASSFILE names (~/.pgpass)"}
               : std::string{};
  };
  command.add_option("--store", choice.store, "PostgreSQL 15 instead: postgresql://user@host/database")->check(problem);
  command
      .add_option("--blobs", choice.blobs,
                  "where documents of residents lie when not in the data folder: a folder, s3://BUCKET/PREFIX or "
                  "https://STORAGE/BUCKET/PREFIX")
      ->check([](std::string const& value) { return problem_with_blobs(value); });
  command.add_option("--key-file", choice.key_file,
                     "master keys; otherwise KREISLAUF_KEY_FILE, the credential kreislauf.keys of systemd, or "
                     "kreislauf.keys in the data folder");
  command.add_flag("--json", choice.json, "answer as JSON, for scripts");
}

CLI::App& group_of(CLI::App& program, std::string const& name) {
  for (auto* known : program.get_subcommands([](CLI::App*) { return true; })) {
    if (known->get_name() == name) return *known;
  }
  auto* made = program.add_subcommand(name, help_of(name));
  made->require_subcommand(1);
  return *made;
}

authority::Authority const* find_town(Program& program, std::string const& name) {
  auto const directory = program.authorities().directory();
  auto const* found = directory->by_slug(name) != nullptr ? directory->by_slug(name) : directory->by_key(name);
  if (found == nullptr)
    fmt::print(stderr,
               "There is no authority \"{}\". Write its name as in addresses (gescher) or its key (05554016).\n", name);
  return found;
}

void with_town(StoreChoice const& choice, std::string const& name, int& code,
               std::function<void(authority::TownVisit&)> const& work) {
  SystemClock const clock;
  Program program{clock};
  program.open(choice);
  auto const* town = find_town(program, name);
  if (town == nullptr) {
    code = static_cast<int>(Exit::rejected);
    return;
  }
  authority::TownVisit visit{program.house(), *town, program.house().store.authority(town->key)};
  work(visit);
}

}  // namespace kreislauf::app
