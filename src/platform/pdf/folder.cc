#include "platform/pdf/folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/embedded.h"

namespace kreislauf::pdf {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view beginning = "kreislauf-pdf-";

bool belongs_here(std::string_view path) {
  return path.starts_with("src/platform/pdf/templates/") or path == "src/platform/pdf/worker.py" or
         path.starts_with("build/data/pdf/");
}

/// A folder in use is locked by its program; the lock ends with it, however it ends.
int locked(std::string const& path) {
  int const folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return -1;
  struct stat about {};
  if (::fstat(folder, &about) == 0 and about.st_uid == ::geteuid() and ::flock(folder, LOCK_EX | LOCK_NB) == 0)
    return folder;
  ::close(folder);
  return -1;
}

void remove_left_over(fs::path const& where) {
  std::error_code trouble;
  for (fs::directory_iterator one{where, trouble}, end; not trouble and one != end; one.increment(trouble)) {
    auto const path = one->path().string();
    if (not one->path().filename().string().starts_with(beginning)) continue;
    int const lock = locked(path);
    if (lock < 0) continue;
    std::error_code ignored;
    fs::remove_all(path, ignored);
    ::close(lock);
  }
}

}  // namespace

Folder::Folder() {
  std::error_code trouble;
  auto const where = fs::temp_directory_path(trouble);
  if (trouble) throw std::runtime_error{"no folder for temporary files"};
  remove_left_over(where);
  path_ = (where / (std::string{beginning} + "XXXXXX")).string();
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error{"no new folder in " + where.string()};
  lock_ = locked(path_);
  for (auto const& file : embedded_files()) {
    if (not belongs_here(file.path)) continue;
    std::ofstream out{path_ + "/" + fs::path{file.path}.filename().string(), std::ios::binary};
    out.write(file.content.data(), static_cast<std::streamsize>(file.content.size()));
    out.close();
    if (not out) throw std::runtime_error{"no room in " + where.string()};
  }
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace kreislauf::pdf
