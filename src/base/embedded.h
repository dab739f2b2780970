#pragma once

#include <string_view>
#include <vector>

namespace kreislauf {

/// A file that travels inside the program: migrations, service packages, message catalogues, web assets.
struct EmbeddedFile {
  std::string_view path;  ///< below the project's folder, or `web/...` for built assets
  std::string_view content;
};

/// All of them, sorted by path.
std::vector<EmbeddedFile> const& embedded_files();

/// The content of one of them; empty where there is none of this path.
inline std::string_view embedded_file(std::string_view path) {
  for (auto const& file : embedded_files()) {
    if (file.path == path) return file.content;
  }
  return {};
}

}  // namespace kreislauf
