#pragma once

#include <string>

namespace kreislauf::pdf {

/// Templates, fonts and the worker, from the program into a folder of its own below the system's folder for temporary
/// files; gone with the object. Folders of programs that were killed are removed on the way.
class Folder {
 public:
  /// Throws std::runtime_error when there is no room for it.
  Folder();
  ~Folder();
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  std::string const& path() const { return path_; }

 private:
  std::string path_;
  int lock_ = -1;
};

}  // namespace kreislauf::pdf
