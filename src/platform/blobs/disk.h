#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "platform/blobs/problem.h"

namespace kreislauf::blobs {

/// The calls that write to a disk; each can fail. Injected, so that a test fails the n-th call for n = 1, 2, 3 ...
/// All answer 0 or more, or -1 with `errno`, as the system does.
class Disk {
 public:
  virtual ~Disk() = default;
  virtual int create(std::string const& path);  ///< a new file for this account alone, for reading and writing
  virtual long write(int file, std::string_view bytes);
  virtual int overwrite(int file, std::string_view bytes, std::uint64_t at);
  virtual int sync(int file);
  virtual int close(int file);
  virtual int rename(std::string const& from, std::string const& to);
  virtual int make_folder(std::string const& path);  ///< 0 also when it is there
  virtual int sync_folder(std::string const& path);
  virtual int remove(std::string const& path);

  static Disk& system();
};

/// A file that is being written and has no name yet that anybody looks for. Gone with its Draft unless it was handed
/// on.
class Draft {
 public:
  /// `folder` is made when it is missing.
  static Outcome<Draft> begin(Disk& disk, std::string const& folder, std::string const& name);
  Draft(Draft&& other) noexcept
      : disk_{other.disk_}, path_{std::exchange(other.path_, {})}, file_{std::exchange(other.file_, -1)} {}
  Draft& operator=(Draft&&) = delete;
  ~Draft();

  Outcome<void> write(std::string_view bytes);
  Outcome<void> overwrite(std::string_view bytes, std::uint64_t at);
  /// All bytes are on the disk.
  Outcome<void> sync();
  /// Gives the file its name and syncs the folder of it. A failure leaves either no file there or a whole one.
  Outcome<void> move_to(std::string const& path);

  std::string const& path() const { return path_; }
  int file() const { return file_; }

 private:
  Draft(Disk& disk, std::string path, int file) : disk_{disk}, path_{std::move(path)}, file_{file} {}

  Disk& disk_;
  std::string path_;
  int file_;
};

/// Makes the folder and those above it; what is new is on the disk.
Outcome<void> make_folders(Disk& disk, std::string const& path);

/// A file for reading, closed with it.
class OpenFile {
 public:
  explicit OpenFile(std::string const& path);
  OpenFile(OpenFile&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
  OpenFile& operator=(OpenFile&&) = delete;
  ~OpenFile();
  /// -1 with the `errno` of the opening.
  int file() const { return file_; }

 private:
  int file_;
};

/// `length` bytes from `at`; fewer bytes than that are `damaged`.
Outcome<std::string> read_exactly(int file, std::uint64_t at, std::size_t length);

}  // namespace kreislauf::blobs
