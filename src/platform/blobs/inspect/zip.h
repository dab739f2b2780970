#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/blobs/inspect.h"

/// The directory of an archive (APPNOTE.TXT 6.3). Nothing is written anywhere.
namespace kreislauf::blobs {

struct ZipEntry {
  std::string_view name = {};
  std::string_view packed = {};  ///< as it lies in the archive
  std::uint64_t size = 0;        ///< as the directory says
  std::uint16_t method = 0;      ///< 0 stored, 8 deflated
  std::uint16_t flags = 0;
  std::uint32_t attributes = 0;
};
/// False when it is cut off or contradicts itself.
bool read_directory(std::string_view bytes, std::vector<ZipEntry>& entries);
/// At most `most` bytes of an entry; adds what is wrong with it.
std::string unpacked(ZipEntry const& entry, std::size_t most, Inspection& inspection);

}  // namespace kreislauf::blobs
