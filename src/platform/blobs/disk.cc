#include "platform/blobs/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <mutex>

namespace kreislauf::blobs {

int Disk::create(std::string const& path) { return ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); }
long Disk::write(int file, std::string_view bytes) { return ::write(file, bytes.data(), bytes.size()); }
int Disk::overwrite(int file, std::string_view bytes, std::uint64_t at) {
  // A disk that fills up takes a part first, and says why not the rest only when it is asked again.
  while (not bytes.empty()) {
    auto const written = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 and errno == EINTR) continue;
    if (written < 0) return -1;
    if (written == 0) return errno = ENOSPC, -1;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
  return 0;
}
int Disk::sync(int file) { return ::fsync(file); }
int Disk::close(int file) { return ::close(file); }
int Disk::rename(std::string const& from, std::string const& to) { return ::rename(from.c_str(), to.c_str()); }
int Disk::make_folder(std::string const& path) { return ::mkdir(path.c_str(), 0700) == 0 or errno == EEXIST ? 0 : -1; }
int Disk::sync_folder(std::string const& path) {
  int const folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  int const code = ::fsync(folder);
  int const reason = errno;
  ::close(folder);
  errno = reason;
  return code;
}
int Disk::remove(std::string const& path) { return ::unlink(path.c_str()); }

Disk& Disk::system() {
  static Disk disk;
  return disk;
}

namespace {

Outcome<void> make_folders_alone(Disk& disk, std::string const& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return {};
  auto const above = std::filesystem::path{path}.parent_path().string();
  if (not above.empty() and above != path) {
    if (auto const made = make_folders_alone(disk, above); not made) return made;
  }
  if (disk.make_folder(path) != 0) return failure(problem_of(errno));
  // A new name in a folder is there after a power cut only when the folder was synced. What could not be synced goes
  // again, so that the next one tries anew.
  if (not above.empty() and disk.sync_folder(above) != 0) {
    auto const problem = problem_of(errno);
    std::filesystem::remove(path, ignored);
    return failure(problem);
  }
  return {};
}

}  // namespace

Outcome<void> make_folders(Disk& disk, std::string const& path) {
  // Only one at a time: who finds a folder there must find its name on the disk, too. Held while it is synced, which
  // happens once a folder.
  static std::mutex making;
  std::lock_guard const lock{making};
  return make_folders_alone(disk, path);
}

Outcome<Draft> Draft::begin(Disk& disk, std::string const& folder, std::string const& name) {
  if (auto const made = make_folders(disk, folder); not made) return failure(made.error());
  auto path = folder + "/" + name;
  int const file = disk.create(path);
  if (file < 0) return failure(problem_of(errno));
  return Draft{disk, std::move(path), file};
}

Draft::~Draft() {
  if (file_ >= 0) disk_.close(file_);
  if (not path_.empty()) disk_.remove(path_);
}

Outcome<void> Draft::write(std::string_view bytes) {
  while (not bytes.empty()) {
    auto const written = disk_.write(file_, bytes);
    if (written < 0 and errno == EINTR) continue;
    if (written <= 0) return failure(problem_of(written < 0 ? errno : ENOSPC));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Outcome<void> Draft::overwrite(std::string_view bytes, std::uint64_t at) {
  if (disk_.overwrite(file_, bytes, at) != 0) return failure(problem_of(errno));
  return {};
}

/// A failed sync is never tried again: the kernel may have dropped what it could not write. The file is given up; who
/// sends the bytes once more writes a new one.
Outcome<void> Draft::sync() {
  if (disk_.sync(file_) != 0) return failure(problem_of(errno));
  return {};
}

Outcome<void> Draft::move_to(std::string const& path) {
  auto const folder = std::filesystem::path{path}.parent_path().string();
  if (auto const made = make_folders(disk_, folder); not made) return made;
  if (disk_.rename(path_, path) != 0) return failure(problem_of(errno));
  path_.clear();
  if (disk_.sync_folder(folder) != 0) return failure(problem_of(errno));
  return {};
}

OpenFile::OpenFile(std::string const& path) : file_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)} {}
OpenFile::~OpenFile() {
  if (file_ >= 0) ::close(file_);
}

Outcome<std::string> read_exactly(int file, std::uint64_t at, std::size_t length) {
  std::string bytes(length, '\0');
  std::size_t have = 0;
  while (have < length) {
    auto const got = ::pread(file, bytes.data() + have, length - have, static_cast<off_t>(at + have));
    if (got < 0 and errno == EINTR) continue;
    // A disk that cannot read a sector any more has lost what was in it.
    if (got < 0) return failure(errno == EIO ? Problem::damaged : problem_of(errno));
    if (got == 0) return failure(Problem::damaged);
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace kreislauf::blobs
