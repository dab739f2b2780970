#include "authority/command.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/errors.h"

namespace kreislauf::authority {

namespace {

std::vector<std::string> const& found(std::vector<std::pair<std::string, std::vector<std::string>>> const& values,
                                      std::string_view name) {
  for (auto const& [key, value] : values) {
    if (key == name) return value;
  }
  throw std::logic_error{fmt::format("this command has no argument {}", name)};
}

void print_json(ImportReport const& report, std::string_view what) {
  boost::json::array rejected;
  for (auto const& [line, reason] : report.rejected) rejected.push_back({{"line", line}, {"reason", reason}});
  boost::json::object const body{{"import", what},
                                 {"added", report.added},
                                 {"changed", report.changed},
                                 {"unchanged", report.unchanged},
                                 {"rejected", rejected},
                                 {"rolledBack", report.rolled_back},
                                 {"notes", boost::json::array(report.notes.begin(), report.notes.end())}};
  fmt::print("{}\n", boost::json::serialize(body));
}

using Problems = boost::json::array;

void tell(std::string const& folder, authored::Problem const& problem, std::string_view kind, Problems& all,
          bool json) {
  auto const file = (std::filesystem::path{folder} / problem.file).string();
  if (json) {
    all.push_back({{"file", file}, {"line", problem.line}, {"kind", kind}, {"message", problem.message}});
  } else {
    auto const line = problem.line > 0 ? fmt::format(":{}", problem.line) : std::string{};
    fmt::print("{}{}: {}{}\n", file, line, kind == "warning" ? "warning: " : "", problem.message);
  }
}

}  // namespace

std::string Arguments::text(std::string_view name) const {
  auto const& all = found(values, name);
  return all.empty() ? std::string{} : all.front();
}

std::int64_t Arguments::number(std::string_view name) const {
  auto const written = text(name);
  std::int64_t number = 0;
  std::from_chars(written.data(), written.data() + written.size(), number);
  return number;
}

bool Arguments::flag(std::string_view name) const { return not found(values, name).empty(); }
std::vector<std::string> Arguments::list(std::string_view name) const { return found(values, name); }

std::string read_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  if (not file) throw StoreDenied{fmt::format("the file {} cannot be read; check the name and the rights", path)};
  std::ostringstream content;
  content << file.rdbuf();
  auto text = std::move(content).str();
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);  // a byte order mark is no part of what the file says
  return text;
}

int print_report(ImportReport const& report, std::string_view what, bool json) {
  if (json) {
    print_json(report, what);
  } else {
    constexpr std::size_t most_shown = 50;
    for (std::size_t i = 0; i < report.rejected.size() and i < most_shown; ++i) {
      auto const& [line, reason] = report.rejected[i];
      fmt::print("{}{}\n", line > 0 ? fmt::format("line {}: ", line) : "", reason);
    }
    if (report.rejected.size() > most_shown)
      fmt::print("... and {} more; use --json for all\n", report.rejected.size() - most_shown);
    for (auto const& note : report.notes) fmt::print("{}\n", note);
    if (report.rolled_back) fmt::print("Nothing was stored, because something was rejected.\n");
    fmt::print("{}: {} added, {} changed, {} unchanged, {} rejected\n", what, report.added, report.changed,
               report.unchanged, report.rejected.size());
  }
  return report.rejected.empty() ? exit_fine : exit_rejected;
}

int look_into_folders(CommandRun const& run, std::function<Looked(std::string const& folder)> const& look) {
  std::size_t good = 0, bad = 0;
  Problems all;
  for (auto const& folder : run.arguments.list("DIR")) {
    auto const looked = look(folder);
    for (auto const& problem : looked.problems) tell(folder, problem, "error", all, run.json);
    for (auto const& warning : looked.warnings) tell(folder, warning, "warning", all, run.json);
    looked.problems.empty() ? ++good : ++bad;
    if (looked.problems.empty() and not run.json)
      fmt::print("{}: fine{}\n", folder, looked.fine.empty() ? std::string{} : fmt::format(" ({})", looked.fine));
  }
  if (run.json)
    fmt::print("{}\n",
               boost::json::serialize(boost::json::object{{"passed", good}, {"failed", bad}, {"problems", all}}));
  else
    fmt::print("{} passed, {} failed\n", good, bad);
  return bad == 0 ? exit_fine : exit_rejected;
}

int refuse(std::string_view reason) {
  fmt::print(stderr, "{}\n", reason);
  return exit_rejected;
}

}  // namespace kreislauf::authority
