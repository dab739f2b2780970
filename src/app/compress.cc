#include "app/compress.h"

#include <libdeflate.h>

#include <memory>

namespace kreislauf::app {

namespace {

struct Free {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

constexpr int level = 1;  // half the time of level 2 for the same size of our pages
constexpr std::size_t worth_it = 1024;

}  // namespace

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  for (std::size_t start = 0; start < accept_encoding.size();) {
    auto const end = std::min(accept_encoding.find(',', start), accept_encoding.size());
    auto part = accept_encoding.substr(start, end - start);
    while (part.starts_with(' ')) part.remove_prefix(1);
    auto const name_end = std::min(part.find_first_of("; "), part.size());
    if (part.substr(0, name_end) == coding) {
      auto const q = part.find("q=");
      return q == std::string_view::npos or part.substr(q + 2).find_first_of("123456789") != std::string_view::npos;
    }
    start = end + 1;
  }
  return false;
}

void compress(http::Response& response, std::string_view accept_encoding) {
  if (not response.stream_topic.empty() or not response.shared_body.empty() or response.body.size() < worth_it or
      not accepts(accept_encoding, "gzip"))
    return;
  thread_local std::unique_ptr<libdeflate_compressor, Free> const compressor{libdeflate_alloc_compressor(level)};
  std::string packed(libdeflate_gzip_compress_bound(compressor.get(), response.body.size()), '\0');
  auto const size = libdeflate_gzip_compress(compressor.get(), response.body.data(), response.body.size(),
                                             packed.data(), packed.size());
  if (size == 0 or size >= response.body.size()) return;
  packed.resize(size);
  response.body = std::move(packed);
  response.content_encoding = "gzip";
}

}  // namespace kreislauf::app
