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

}  // namespace kreislauf
