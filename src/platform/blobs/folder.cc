#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include "platform/blobs/objects.h"

namespace kreislauf::blobs {

namespace {

namespace fs = std::filesystem;

class FileObject final : public Object {
 public:
  FileObject(OpenFile file, std::uint64_t bytes) : file_{std::move(file)}, bytes_{bytes} {}
  std::uint64_t bytes() const override { return bytes_; }
  Outcome<std::string> read(std::uint64_t at, std::size_t length) override {
    return read_exactly(file_.file(), at, length);
  }

 private:
  OpenFile file_;
  std::uint64_t bytes_;
};

class Folder final : public Objects {
 public:
  Folder(std::string root, Disk& disk) : root_{std::move(root)}, disk_{disk} {}

  Outcome<void> place(Draft draft, std::string const& name) override {
    if (auto const synced = draft.sync(); not synced) return synced;
    return draft.move_to(path_of(name));
  }

  Outcome<std::unique_ptr<Object>> open(std::string const& name) override {
    if (not is_object_name(name)) return failure(Problem::missing);
    OpenFile file{path_of(name)};
    struct ::stat about {};
    if (file.file() < 0 or ::fstat(file.file(), &about) != 0) return failure(problem_of(errno));
    return std::make_unique<FileObject>(std::move(file), static_cast<std::uint64_t>(about.st_size));
  }

  Outcome<void> erase(std::string const& name) override {
    if (not is_object_name(name)) return failure(Problem::missing);
    if (disk_.remove(path_of(name)) == 0 or errno == ENOENT) return {};
    return failure(problem_of(errno));
  }

  Outcome<void> list(std::function<void(Listed const&)> const& each) override {
    std::error_code error;
    for (fs::directory_iterator shelf{root_, error}, end; not error and shelf != end; shelf.increment(error)) {
      if (shelf->path().filename().string().size() != 2) continue;
      for (fs::directory_iterator one{shelf->path(), error}; not error and one != end; one.increment(error))
        tell(*one, each);
      if (error) break;
    }
    if (error and error != std::errc::no_such_file_or_directory) return failure(problem_of(error.value()));
    return {};
  }

  std::string workshop() const override { return root_ + "/new"; }

 private:
  std::string path_of(std::string const& name) const { return root_ + "/" + name.substr(0, 2) + "/" + name; }

  static void tell(fs::directory_entry const& entry, std::function<void(Listed const&)> const& each) {
    struct ::stat about {};
    auto const name = entry.path().filename().string();
    if (not is_object_name(name) or ::lstat(entry.path().c_str(), &about) != 0 or not S_ISREG(about.st_mode)) return;
    each({.name = name,
          .bytes = static_cast<std::uint64_t>(about.st_size),
          .changed = Instant{std::chrono::seconds{about.st_mtim.tv_sec}}});
  }

  std::string root_;
  Disk& disk_;
};

}  // namespace

bool is_object_name(std::string_view name) {
  return name.size() == 32 and name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::unique_ptr<Objects> folder_objects(std::string root, Disk& disk) {
  return std::make_unique<Folder>(std::move(root), disk);
}

}  // namespace kreislauf::blobs
