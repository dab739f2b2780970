#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The objects of a PDF, those in object streams among them; of one that comes again in an update the last one.
namespace kreislauf::blobs::pdf {

struct Objects {
  std::vector<std::string> unpacked = {};  ///< contents of object streams; the texts below look into them
  std::map<std::uint32_t, std::string_view> by_number = {};  ///< from the first byte of its value
  std::uint32_t root = 0;
  bool hidden = false;    ///< an object stream cannot be read
  bool bomb = false;      ///< or is too large
  bool external = false;  ///< the contents of a stream are to be fetched from elsewhere
};

Objects objects_of(std::string_view bytes);

}  // namespace kreislauf::blobs::pdf
