#include "platform/blobs/inspect/inflate.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace kreislauf::blobs {

Unpacked unpack(std::string_view packed, Packed how, std::size_t most) {
  std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> const engine{
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor};
  if (not engine) return {};
  auto const work = how == Packed::zlib ? libdeflate_zlib_decompress_ex : libdeflate_deflate_decompress_ex;
  // Deflate makes at most 1,032 bytes of one (RFC 1951): no more room is ever needed than that.
  for (std::size_t room = std::min(most, 4 * packed.size() + 1'024);; room = std::min(most, 8 * room)) {
    std::string out(room, '\0');
    std::size_t used = 0, made = 0;
    auto const code = work(engine.get(), packed.data(), packed.size(), out.data(), out.size(), &used, &made);
    if (code == LIBDEFLATE_SUCCESS) {
      out.resize(made);
      return {.state = Unpacked::State::fine, .bytes = std::move(out)};
    }
    if (code != LIBDEFLATE_INSUFFICIENT_SPACE) return {};
    if (room == most) return {.state = Unpacked::State::too_large};
  }
}

}  // namespace kreislauf::blobs
