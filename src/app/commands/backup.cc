#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>

#include "app/blob_copies.h"
#include "app/blob_place.h"
#include "app/commands/command.h"
#include "app/key_file.h"
#include "app/version.h"
#include "authority/master_keys.h"
#include "base/errors.h"
#include "platform/acts/acts.h"
#include "platform/db/sqlite.h"

// Copies while the program runs, and back.
namespace kreislauf::app {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr auto list_name = "/backup.json";  // written last: a copy without it is none

/// Of the new folder only the key file may be there already.
std::string made_empty(std::string const& folder, std::string_view but = {}) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw StoreDenied{fmt::format("the folder {} cannot be written: {}", folder, error.message())};
  bool const empty = std::all_of(fs::directory_iterator{folder}, fs::directory_iterator{},
                                 [&](fs::directory_entry const& entry) { return entry.path() == but; });
  if (not empty) throw StoreDenied{fmt::format("the folder {} is not empty; name a new one", folder)};
  return folder;
}

/// A folder that was mistyped must not be made and then copied.
void must_be_there(StoreChoice const& choice) {
  if (choice.store.empty() and not fs::exists(choice.data + "/commons.db"))
    throw StoreDenied{fmt::format("there is no store in the folder {}", choice.data)};
}

int backup(StoreChoice const& choice, std::string const& folder) {
  must_be_there(choice);
  // Whoever reads and books goes first: a copy has time.
  if (::nice(10) == -1) errno = 0;
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
  std::size_t missing = 0;
  auto const documents = copy_blobs(choice, folder, missing);
  for (auto const& [file, size] : documents) {
    list.push_back({{"file", file}, {"bytes", size}});
    bytes += size;
  }
  std::ofstream out{folder + list_name};
  out << json::serialize(json::object{{"version", version}, {"begun", begun}, {"files", list}}) << '\n';
  out.close();
  if (not out) throw StoreFull{"the list of the copy could not be written"};
  fmt::print("{} databases and {} documents, {} MiB, each as it was at a moment after {}\n", files.size(),
             documents.size(), bytes >> 20, begun);
  fmt::print("The keys are not in it ({}): keep a copy of them in another place.\n", key_file_of(choice));
  if (blob_root_of(choice).empty()) fmt::print("Documents lie in {} and are not in it.\n", choice.blobs);
  if (missing == 0) return 0;
  fmt::print(stderr, "{} documents are missing: `kreislauf verify blobs TOWN` names them.\n", missing);
  return static_cast<int>(Exit::rejected);
}

/// `commons.db`, `authorities/05554016/authority.db`: no list leads out of the folder.
bool is_name_of_database(std::string_view file) {
  if (file == "commons.db") return true;
  constexpr std::string_view begin = "authorities/", end = "/authority.db";
  if (not file.starts_with(begin) or not file.ends_with(end) or file.size() <= begin.size() + end.size()) return false;
  auto const key = file.substr(begin.size(), file.size() - begin.size() - end.size());
  return key.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What the list of a copy names, with sizes; nothing when it is no such list.
std::vector<std::pair<std::string, std::uintmax_t>> listed(std::string const& text) {
  std::vector<std::pair<std::string, std::uintmax_t>> files;
  try {
    auto const list = json::parse(text);
    for (auto const& entry : list.at("files").as_array()) {
      files.emplace_back(entry.at("file").as_string(), entry.at("bytes").to_number<std::uintmax_t>());
      auto const& file = files.back().first;
      if (not is_name_of_database(file) and not is_name_of_blob(file)) return {};
    }
  } catch (std::exception const&) {
    return {};
  }
  return files;
}

/// The files of a copy, each looked through.
std::vector<std::string> checked(std::string const& folder) {
  std::ifstream in{folder + list_name};
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  if (text.empty()) throw StoreDenied{fmt::format("{} holds no whole copy: backup.json is missing", folder)};
  auto const all = listed(text);
  if (all.empty()) throw StoreDenied{fmt::format("{}{} is damaged; nothing was restored", folder, list_name)};
  std::vector<std::string> files;
  for (auto const& [file, bytes] : all) {
    auto const path = folder + "/" + file;
    std::error_code missing;
    auto const size = fs::file_size(path, missing);
    // Documents are authenticated when they are read, and by `kreislauf verify blobs`.
    bool const whole = not missing and size == bytes and
                       (is_name_of_blob(file) or
                        db::open_sqlite(path, {.read_only = true, .vfs = {}})->text("PRAGMA quick_check") == "ok");
    if (not whole) throw StoreDenied{fmt::format("{} is damaged; nothing was restored", path)};
    files.push_back(file);
  }
  return files;
}

/// The copy is put together here, and in its place when it is whole: until then no server starts on it.
std::string workshop_in(std::string const& data) { return data + "/" + std::string{unfinished_restore}; }

/// Before anything is copied: would the keys open what is in the copy?
void try_keys(std::string const& folder, StoreChoice const& choice) {
  auto const commons = db::open_sqlite(folder + "/commons.db", {.read_only = true, .vfs = {}});
  check_keys(choice, authority::load_master_keys(*commons));
}

void copy_to_workshop(std::string const& folder, StoreChoice const& choice) {
  if (not choice.blobs.empty() and blob_root_of(choice).empty())
    fmt::print("Documents stay in {}: look at them with `kreislauf verify blobs TOWN` afterwards.\n", choice.blobs);
  db::refuse_strange_owner(choice.data);
  if (fs::exists(workshop_in(choice.data)))
    throw StoreDenied{fmt::format("a restore into {} was not finished; remove {} and begin again", choice.data,
                                  workshop_in(choice.data))};
  auto const files = checked(folder);
  try_keys(folder, choice);
  made_empty(choice.data, key_file_of(choice));
  auto const workshop = made_empty(workshop_in(choice.data));
  for (auto const& file : files) {
    // A folder of its own for documents (--blobs) may hold some already: the same name is the same object.
    auto const root = blob_root_of(choice);
    bool const apart = is_name_of_blob(file) and not choice.blobs.empty() and not root.empty();
    auto const to = (apart ? root : workshop) + "/" + file;
    fs::create_directories(fs::path{to}.parent_path());
    fs::copy_file(folder + "/" + file, to, fs::copy_options::skip_existing);
  }
}

/// All that was put together; only the mark of who serves stays. While the workshop is there no server starts.
void move_into_place(StoreChoice const& choice) {
  auto const workshop = workshop_in(choice.data);
  std::vector<fs::path> made{fs::directory_iterator{workshop}, fs::directory_iterator{}};
  for (auto const& one : made) {
    if (one.filename() != "serving") fs::rename(one, fs::path{choice.data} / one.filename());
  }
  fs::remove_all(workshop);
}

/// What must not come back ends: sessions of people who have left, of devices that were taken away.
int end_what_was(StoreChoice const& choice) {
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

int restore(StoreChoice const& choice, std::string const& folder) {
  if (not choice.store.empty()) return end_what_was(choice);
  copy_to_workshop(folder, choice);
  auto at_work = choice;
  at_work.key_file = key_file_of(choice);
  at_work.data = workshop_in(choice.data);
  auto const code = end_what_was(at_work);
  if (code == 0) move_into_place(choice);
  return code;
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
    bool const postgres = not from->store.store.empty();
    if (from->folder.empty() and not postgres) throw CLI::RequiredError{"DIR"};
    if (not from->folder.empty() and postgres)
      throw CLI::ValidationError{"DIR", "PostgreSQL restores itself (pg_restore); then call restore without a folder"};
    code = restore(from->store, from->folder);
  });
}

}  // namespace kreislauf::app
