#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "platform/blobs/disk.h"

namespace kreislauf::blobs {

/// One object: bytes that never change, under a name that is given once (32 random hexadecimal digits).
class Object {
 public:
  virtual ~Object() = default;
  virtual std::uint64_t bytes() const = 0;
  /// Exactly `length` bytes from `at`; `damaged` where there are fewer.
  virtual Outcome<std::string> read(std::uint64_t at, std::size_t length) = 0;
};

struct Listed {
  std::string name;
  std::uint64_t bytes = 0;
  Instant changed{};
};

/// Where the objects of one authority lie: a folder (folder.h) or a bucket (s3.h). Knows nothing of what is in them.
class Objects {
 public:
  virtual ~Objects() = default;
  /// The draft under its name, whole and durable when this returns. The name must be a new one.
  virtual Outcome<void> place(Draft draft, std::string const& name) = 0;
  virtual Outcome<std::unique_ptr<Object>> open(std::string const& name) = 0;
  /// What is not there is erased.
  virtual Outcome<void> erase(std::string const& name) = 0;
  virtual Outcome<void> list(std::function<void(Listed const&)> const& each) = 0;
  /// Folder for what is not whole yet, on the disk of the objects where they lie on one.
  virtual std::string workshop() const = 0;
};

bool is_object_name(std::string_view name);

/// `ROOT/ab/abcdef...`; drafts in `ROOT/new`.
std::unique_ptr<Objects> folder_objects(std::string root, Disk& disk);

}  // namespace kreislauf::blobs
