#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "authority/house.h"
#include "base/import_report.h"
#include "platform/authored/problem.h"

/// Commands of modules as plain data: app/cli.cc makes `kreislauf GROUP NAME ...` of them.
namespace kreislauf::authority {

/// What a command was given on the command line.
class Arguments {
 public:
  std::string text(std::string_view name) const;
  std::int64_t number(std::string_view name) const;
  bool flag(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;

  std::vector<std::pair<std::string, std::vector<std::string>>> values;
};

/// An argument of a command: `FILE` by its place, `--desks` by its name.
struct Argument {
  enum class Kind : std::uint8_t { text, number, flag, list };
  std::string_view name, help;
  Kind kind = Kind::text;
  bool required = false;
  std::string_view otherwise = {};
  std::int64_t least = 0, most = 0;  ///< of a number; 0 and 0: any
};

/// What a command has to work with: the whole store, or the authority named as TOWN.
struct CommandRun {
  House& house;
  Arguments const& arguments;
  bool json = false;
  Authority const* town = nullptr;

  TownVisit visit() const { return {house, *town, house.store.authority(town->key)}; }
};

/// `kreislauf import appointments TOWN FILE`
struct Command {
  std::string_view group, name;  ///< `import`, `appointments`; without group a command of its own
  std::string_view help;
  std::vector<Argument> arguments;
  bool of_town =
      false;  ///< takes TOWN, after its other arguments or where one of this name stands, and works on its database
  bool without_store = false;                 ///< must not touch the store: it may run where there is none
  std::function<int(CommandRun const&)> run;  ///< exit code: 0 done, 1 something was rejected
};

/// Exit codes of commands, told in `--help`.
enum Exit : int { exit_fine = 0, exit_rejected = 1 };

/// The content of a file. Throws StoreDenied with what to do when it cannot be read.
std::string read_file(std::string const& path);
/// Prints what an import did, for people or as JSON; exit_rejected when lines were.
int print_report(ImportReport const& report, std::string_view what, bool json);
/// What a look into one folder of an author has found; `fine` says more where nothing is wrong: `12 examples`.
struct Looked {
  std::vector<authored::Problem> problems = {}, warnings = {};
  std::string fine = {};
};
/// Looks into each folder of the argument DIR and prints `file:line: message`, the form editors jump to, and how many
/// passed; exit_rejected where something is wrong. What is to be looked at again is a warning: the folder passes.
int look_into_folders(CommandRun const& run, std::function<Looked(std::string const& folder)> const& look);
/// Says on the error channel why nothing was done; exit_rejected.
int refuse(std::string_view reason);

}  // namespace kreislauf::authority
