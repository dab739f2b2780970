#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::delivery {

/// Of a file that somebody has sent: a name of our own, which no word of anybody comes into. `anhang-2.pdf`
std::string plain_name(std::size_t number, std::string_view type);

struct Listed {
  std::string file;  ///< as it lies there
  std::string name;  ///< as people know it
  std::string type;
  std::size_t bytes = 0;
  std::string sha256;
};
/// What `manifest.json` says, the last file of a folder: whoever finds it finds all the others.
struct Manifest {
  std::string id, number, authority, service_key, service_name, form, sent_at;
  std::vector<Listed> files;
};
std::string written(Manifest const& manifest);

}  // namespace kreislauf::delivery
