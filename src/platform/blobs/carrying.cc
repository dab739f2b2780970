#include "platform/blobs/carrying.h"

namespace kreislauf::blobs {

namespace {

constexpr std::size_t piece_length = 1'000'000;

}  // namespace

std::string carry(Store& from, Store& to, std::string const& sha256) {
  auto opened = from.open(sha256);
  if (not opened) return std::string{sentence(opened.error())};
  std::uint64_t at = 0;
  std::string piece;
  auto const source = [&]() -> Outcome<std::string_view> {
    auto read = opened->read(at, piece_length);
    if (not read) return failure(read.error());
    piece = *std::move(read);
    at += piece.size();
    return std::string_view{piece};
  };
  auto const put = to.put(source, opened->size());
  if (not put) return std::string{sentence(put.error())};
  return put->hash == sha256 ? std::string{} : "a document has changed on the way";
}

}  // namespace kreislauf::blobs
