#include "platform/geo/deflate.h"

#include <libdeflate.h>

#include <memory>

namespace kreislauf::geo {

namespace {

struct Free {
  void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
  void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};
constexpr int level = 9;

}  // namespace

std::string deflated(std::string_view bytes) {
  thread_local std::unique_ptr<libdeflate_compressor, Free> const compressor{libdeflate_alloc_compressor(level)};
  std::string packed(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
  packed.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
  return packed;
}

std::optional<std::string> inflated(std::string_view bytes, std::size_t size) {
  thread_local std::unique_ptr<libdeflate_decompressor, Free> const decompressor{libdeflate_alloc_decompressor()};
  std::string whole(size, '\0');
  auto const result = libdeflate_zlib_decompress(decompressor.get(), bytes.data(), bytes.size(), whole.data(), size,
                                                 nullptr);  // nullptr: exactly this size, or none
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
  return whole;
}

}  // namespace kreislauf::geo
