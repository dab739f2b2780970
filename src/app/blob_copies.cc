#include "app/blob_copies.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/blob_place.h"
#include "base/errors.h"
#include "platform/db/sqlite.h"

namespace kreislauf::app {

namespace {

namespace fs = std::filesystem;

/// Authorities of the copy, by their keys.
std::vector<std::string> authorities_in(std::string const& folder) {
  std::vector<std::string> keys;
  std::error_code none;
  for (fs::directory_iterator one{folder + "/authorities", none}, end; not none and one != end; one.increment(none))
    keys.push_back(one->path().filename().string());
  return keys;
}

std::string file_of(std::string const& authority, std::string const& object) {
  return fmt::format("{}/{}/{}", blob_folder_of(authority), object.substr(0, 2), object);
}

/// False when it is not there.
bool copy_one(std::string const& from, std::string const& to, std::string const& file, CopiedFiles& copied) {
  fs::create_directories(fs::path{to + "/" + file}.parent_path());
  std::error_code error;
  fs::copy_file(from + "/" + file, to + "/" + file, error);
  if (error == std::errc::no_space_on_device) throw StoreFull{"the copy does not fit: make room and begin again"};
  if (error) return false;
  copied.emplace_back(file, fs::file_size(to + "/" + file));
  return true;
}

void sync_disk(std::string const& folder) {
  int const open = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool const synced = open >= 0 and ::syncfs(open) == 0;
  if (open >= 0) ::close(open);
  if (not synced) throw StoreError{"the file system of the copy could not be synced"};
}

}  // namespace

CopiedFiles copy_blobs(StoreChoice const& choice, std::string const& folder, std::size_t& missing) {
  CopiedFiles copied;
  auto const from = blob_root_of(choice);
  if (from.empty()) return copied;
  for (auto const& authority : authorities_in(folder)) {
    auto const session = db::open_sqlite(fmt::format("{}/authorities/{}/authority.db", folder, authority),
                                         {.read_only = true, .vfs = {}});
    constexpr std::size_t at_once = 500;
    std::string last;
    for (bool more = true; more;) {
      auto const page = blobs::blobs_after(*session, last, at_once);
      for (auto const& blob : page) {
        if (copy_one(from, folder, file_of(authority, blob.object), copied)) continue;
        ++missing;
        fmt::print(stderr, "{}: the object {} of a document is missing or cannot be read\n", authority, blob.object);
      }
      more = page.size() == at_once;
      if (not page.empty()) last = page.back().hash;
    }
  }
  sync_disk(folder);
  return copied;
}

bool is_name_of_blob(std::string_view file) {
  constexpr std::string_view begin = "authorities/", middle = "/blobs/";
  if (not file.starts_with(begin)) return false;
  file.remove_prefix(begin.size());
  auto const key = file.substr(0, file.find('/'));
  bool const numbered = not key.empty() and key.find_first_not_of("0123456789") == std::string_view::npos;
  file.remove_prefix(key.size());
  if (not numbered or not file.starts_with(middle)) return false;
  file.remove_prefix(middle.size());
  return file.size() == 35 and file[2] == '/' and blobs::is_object_name(file.substr(3)) and
         file.substr(0, 2) == file.substr(3, 2);
}

}  // namespace kreislauf::app
