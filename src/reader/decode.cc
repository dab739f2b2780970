#include "reader/decode.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <memory>

namespace kreislauf::reader {

namespace {

struct Destroy {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, Destroy>;

l_uint8 const* bytes_of(std::string_view text) { return reinterpret_cast<l_uint8 const*>(text.data()); }

bool is_tiff(std::string_view bytes) { return bytes.starts_with("II*") or bytes.starts_with("MM"); }

/// What the head says, before anything is unpacked.
bool has_fair_size(std::string_view bytes) {
  l_int32 format = 0, width = 0, height = 0;
  if (pixReadHeaderMem(bytes_of(bytes), bytes.size(), &format, &width, &height, nullptr, nullptr, nullptr) != 0)
    return false;
  return width > 0 and height > 0 and static_cast<long>(width) * height <= most_points;
}

int pages_of(std::string_view bytes) {
  l_int32 count = 0;
  constexpr int most = 1'000;
  for (size_t offset = 0; count < most;) {
    Pix const one{pixReadMemFromMultipageTiff(bytes_of(bytes), bytes.size(), &offset)};
    if (not one) break;
    ++count;
    if (offset == 0) break;
  }
  return count;
}

Pix tiff_page(std::string_view bytes, int number) {
  size_t offset = 0;
  for (int i = 1;; ++i) {
    Pix page{pixReadMemFromMultipageTiff(bytes_of(bytes), bytes.size(), &offset)};
    if (not page or i == number) return page;
    if (offset == 0) return nullptr;
  }
}

ocr::Grey grey_of(PIX* pix) {
  ocr::Grey out{pixGetWidth(pix), pixGetHeight(pix)};
  for (int y = 0; y < out.height; ++y) {
    auto* const line = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < out.width; ++x) out.at(x, y) = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
  }
  return out;
}

}  // namespace

std::optional<Decoded> decoded(std::string_view bytes, int number) {
  setMsgSeverity(L_SEVERITY_NONE);
  if (not has_fair_size(bytes)) return std::nullopt;
  Decoded out;
  if (is_tiff(bytes)) out.pages = pages_of(bytes);
  Pix const read{is_tiff(bytes) ? tiff_page(bytes, number).release() : pixReadMem(bytes_of(bytes), bytes.size())};
  if (not read or static_cast<long>(pixGetWidth(read.get())) * pixGetHeight(read.get()) > most_points)
    return std::nullopt;
  Pix const grey{pixConvertTo8(read.get(), 0)};
  if (not grey) return std::nullopt;
  out.picture = grey_of(grey.get());
  return out;
}

std::string jpeg_of(ocr::Grey const& picture, int quality) {
  Pix const pix{pixCreate(picture.width, picture.height, 8)};
  for (int y = 0; y < picture.height; ++y) {
    auto* const line = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < picture.width; ++x) SET_DATA_BYTE(line, x, picture.at(x, y));
  }
  l_uint8* data = nullptr;
  size_t size = 0;
  if (pixWriteMemJpeg(&data, &size, pix.get(), quality, 0) != 0) return {};
  std::string out{reinterpret_cast<char const*>(data), size};
  lept_free(data);
  return out;
}

}  // namespace kreislauf::reader
