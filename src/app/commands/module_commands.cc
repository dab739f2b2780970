#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cerrno>
#include <filesystem>
#include <optional>

#include "app/commands/command.h"

namespace kreislauf::app {

namespace {

using authority::Argument;
using authority::Command;

/// Imports into one folder of the embedded store go one after the other: a folder that is just being made serves
/// nobody else yet. Whatever ends the program ends its turn.
class Turn {
 public:
  explicit Turn(std::string const& folder) {
    std::error_code told_when_opened;
    std::filesystem::create_directories(folder, told_when_opened);
    folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_ < 0 or ::flock(folder_, LOCK_EX | LOCK_NB) == 0 or errno != EWOULDBLOCK) return;
    fmt::print(stderr, "Another import into {} is running; this one begins when it is done.\n", folder);
    while (::flock(folder_, LOCK_EX) != 0 and errno == EINTR) {
    }
  }
  ~Turn() {
    if (folder_ >= 0) ::close(folder_);
  }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;

 private:
  int folder_ = -1;
};

/// What was given, filled while the command line is read.
struct Given {
  StoreChoice store;
  authority::Arguments arguments;
  std::string town;
  std::optional<Turn> turn;  ///< as long as the program has the store open
};

void add_town(CLI::App& command, Given& given) {
  command.add_option("TOWN", given.town, "name in addresses, like gescher, or key")->required();
}

void add_argument(CLI::App& command, Argument const& argument, std::vector<std::string>& values) {
  auto const name = std::string{argument.name}, help = std::string{argument.help};
  if (argument.kind == Argument::Kind::flag) {
    command.add_flag_callback(
        name, [&values] { values = {"yes"}; }, help);
    return;
  }
  if (argument.kind == Argument::Kind::list) {
    command.add_option(name, values, help)->required(argument.required);
    return;
  }
  values = {std::string{argument.otherwise}};  // a single text, else it would take the arguments that follow
  auto* option = command.add_option(name, values.front(), help)->required(argument.required);
  if (not argument.otherwise.empty()) option->capture_default_str();
  if (argument.kind != Argument::Kind::number) return;
  if (argument.most != 0)
    option->check(CLI::Range(argument.least, argument.most));
  else
    option->check(CLI::TypeValidator<std::int64_t>{"NUMBER"});
}

/// `import appointments` once took its file before the town. Who still writes so is understood, and told.
void put_town_first(Command const& command, Given& given, Program& program) {
  auto const directory = program.authorities().directory();
  auto const is_town = [&](std::string const& name) {
    return directory->by_slug(name) != nullptr or directory->by_key(name) != nullptr;
  };
  for (auto& [name, values] : given.arguments.values) {
    if (name != "FILE" or is_town(given.town) or not std::filesystem::exists(given.town)) continue;
    if (values.empty() or not is_town(values.front())) continue;
    fmt::print(stderr, "The town comes first: kreislauf {} {} {} {}\n", command.group, command.name, values.front(),
               given.town);
    std::swap(given.town, values.front());
  }
}

/// The databases and services must be there before something is brought in.
int run(Command const& command, Given& given, Program& program) {
  authority::Authority const* town = nullptr;
  if (command.group == "import" and given.store.store.empty()) given.turn.emplace(given.store.data);
  if (not command.without_store) program.open(given.store);
  if (command.of_town) {
    put_town_first(command, given, program);
    town = find_town(program, given.town);
    if (town == nullptr) return authority::exit_rejected;
    auto const held = *town;
    program.prepare();
    town = program.authorities().directory()->by_key(held.key.value());
  }
  return command.run({program.house(), given.arguments, given.store.json, town});
}

void add_command(CLI::App& parent, Command const& command, Program& program, int& code) {
  auto* added = parent.add_subcommand(std::string{command.name}, std::string{command.help});
  auto const given = std::make_shared<Given>();
  if (command.without_store)
    added->add_flag("--json", given->store.json, "answer as JSON, for scripts");
  else
    add_store_options(*added, given->store);
  bool of_town = command.of_town;
  // Their places must not move while CLI11 points to them.
  auto& values = given->arguments.values;
  values.reserve(command.arguments.size());
  for (auto const& argument : command.arguments) {
    if (argument.name == "TOWN") {
      add_town(*added, *given);
      of_town = false;
      continue;
    }
    values.emplace_back(std::string{argument.name}, std::vector<std::string>{});
    add_argument(*added, argument, values.back().second);
  }
  if (of_town) add_town(*added, *given);
  added->callback([&command, given, &program, &code] { code = run(command, *given, program); });
}

void print(authority::Verified const& verified, bool as_json) {
  auto const& findings = verified.findings;
  if (as_json) {
    boost::json::object body;
    for (auto const& [name, count] : verified.counts) body[name] = count;
    body["findings"] = boost::json::array(findings.begin(), findings.end());
    fmt::print("{}\n", boost::json::serialize(body));
    return;
  }
  for (auto const& finding : findings) fmt::print("{}\n", finding);
  std::string counts;
  for (auto const& [name, count] : verified.counts)
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, name);
  fmt::print("{}: {}\n", counts, findings.empty() ? "all holds" : fmt::format("{} things are wrong", findings.size()));
}

void add_check(CLI::App& parent, authority::Check const& check, Program& program, int& code) {
  auto* added = parent.add_subcommand(std::string{check.name}, std::string{check.help});
  auto const given = std::make_shared<Given>();
  add_store_options(*added, given->store);
  add_town(*added, *given);
  added->callback([&check, given, &program, &code] {
    program.open(given->store);
    auto const* town = find_town(program, given->town);
    if (town == nullptr) {
      code = authority::exit_rejected;
      return;
    }
    authority::TownVisit visit{program.house(), *town, program.house().store.authority(town->key)};
    auto const verified = check.run(visit);
    print(verified, given->store.json);
    code = verified.findings.empty() ? authority::exit_fine : authority::exit_rejected;
  });
}

}  // namespace

void add_module_commands(CLI::App& program, Program& house, int& code) {
  for (auto const& module : house.modules().all()) {
    for (auto const& command : module.commands) {
      auto& parent = command.group.empty() ? program : group_of(program, std::string{command.group});
      add_command(parent, command, house, code);
    }
    for (auto const& check : module.checks) add_check(group_of(program, "verify"), check, house, code);
  }
}

}  // namespace kreislauf::app
