#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "app/commands/command.h"
#include "app/version.h"
#include "base/errors.h"
#include "platform/acts/acts.h"
#include "platform/db/sqlite.h"

// Copies while the program runs, and back.
namespace kreislauf::app {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr auto list_name = "/backup.json";  // written last: a copy without it is none

std::string made_empty(std::string const& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw StoreDenied{fmt::format("the folder {} cannot be written: {}", folder, error.message())};
  if (not fs::is_empty(folder)) throw StoreDenied{fmt::format("the folder {} is not empty; name a new one", folder)};
  return folder;
}

int backup(StoreChoice const& choice, std::string const& folder) {
  SystemClock const clock;
  Program program{clock};
  program.open(choice);
  auto const begun = iso_utc(clock.now());
  auto const files = program.house().store.copy_to(made_empty(folder));
  json::array list;
  std::uintmax_t bytes = 0;
  for (auto const& file : files) {
    auto const size = fs::file_size(folder + "/" + file);
    list.push_back({{"file", file}, {"bytes", size}});
    bytes += size;
  }
  std::ofstream out{folder + list_name};
  out << json::serialize(json::object{{"version", version}, {"begun", begun}, {"files", list}}) << '\n';
  out.close();
  if (not out) throw StoreFull{"the list of the copy could not be written"};
  fmt::print("{} databases, {} MiB, each as it was at a moment after {}\n", files.size(), bytes >> 20, begun);
  return 0;
}

/// The files of a copy, each looked through.
std::vector<std::string> checked(std::string const& folder) {
  std::ifstream in{folder + list_name};
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  if (text.empty()) throw StoreDenied{fmt::format("{} holds no whole copy: backup.json is missing", folder)};
  std::vector<std::string> files;
  boost::system::error_code broken;
  auto const list = json::parse(text, broken);
  if (broken) throw StoreDenied{fmt::format("{}{} is damaged; nothing was restored", folder, list_name)};
  for (auto const& entry : list.at("files").as_array()) {
    std::string file{entry.at("file").as_string()};
    auto const path = folder + "/" + file;
    std::error_code missing;
    auto const size = fs::file_size(path, missing);
    bool const whole = not missing and size == entry.at("bytes").to_number<std::uintmax_t>() and
                       db::open_sqlite(path, {.read_only = true, .vfs = {}})->text("PRAGMA quick_check") == "ok";
    if (not whole) throw StoreDenied{fmt::format("{} is damaged; nothing was restored", path)};
    files.push_back(std::move(file));
  }
  return files;
}

void copy_back(std::string const& folder, std::string const& data) {
  auto const files = checked(folder);
  made_empty(data);
  for (auto const& file : files) {
    fs::create_directories(fs::path{data + "/" + file}.parent_path());
    fs::copy_file(folder + "/" + file, data + "/" + file);
  }
}

/// What must not come back ends: sessions of people who have left, of devices that were taken away.
int restore(StoreChoice const& choice, std::string const& folder) {
  if (not folder.empty() and choice.store.empty()) copy_back(folder, choice.data);
  SystemClock const clock;
  Program program{clock};
  program.open(choice);
  auto const report = program.prepare();
  auto& house = program.house();
  for (auto const& authority : house.authorities.directory()->all()) {
    acts::perform(house.store.authority(authority.key), clock, "operator", [&](acts::Transaction& tx) {
      for (auto const& module : program.modules().all()) {
        if (module.restored) module.restored(tx);
      }
      tx.event("store.restored", "store");
    });
  }
  fmt::print(
      "{} databases are restored; everybody signs in again, devices are connected anew. Repeat what was locked or "
      "taken away since the copy.\n",
      report.databases);
  return report.failed.empty() ? 0 : static_cast<int>(Exit::store);
}

}  // namespace

void add_backup(CLI::App& program, int& code) {
  struct Given {
    StoreChoice store;
    std::string folder;
  };
  auto* copy = program.add_subcommand("backup", "Copy all databases into a new folder while the portal runs");
  auto const to = std::make_shared<Given>();
  add_store_options(*copy, to->store);
  copy->add_option("DIR", to->folder, "a new folder")->required();
  copy->callback([to, &code] { code = backup(to->store, to->folder); });

  auto* back = program.add_subcommand("restore", "Make a new data folder of a copy; sessions end");
  auto const from = std::make_shared<Given>();
  add_store_options(*back, from->store);
  back->add_option("DIR", from->folder, "what backup has made; nothing after pg_restore");
  back->callback([from, &code] {
    if (from->folder.empty() and from->store.store.empty()) throw CLI::RequiredError{"DIR"};
    code = restore(from->store, from->folder);
  });
}

}  // namespace kreislauf::app
