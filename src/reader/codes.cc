#include "reader/codes.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace kreislauf::reader {

namespace {

std::optional<FoundCode> looked_for(ocr::Grey const& picture, std::string_view beginning, ZXing::Binarizer binarizer) {
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true).setBinarizer(binarizer);
  auto const image = ZXing::ImageView{picture.points.data(), picture.width, picture.height, ZXing::ImageFormat::Lum};
  for (auto const& one : ZXing::ReadBarcodes(image, hints)) {
    auto text = one.text();
    if (not text.starts_with(beginning)) continue;
    FoundCode found{.text = std::move(text), .corners = {}};
    for (std::size_t i = 0; i < 4; ++i)
      found.corners[i] = {static_cast<double>(one.position()[i].x), static_cast<double>(one.position()[i].y)};
    return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<FoundCode> code_in(ocr::Grey const& picture, std::string_view beginning) {
  // By the neighbourhood first, which takes shadows; what speckles spoil is often found by one shade for all.
  for (auto const binarizer : {ZXing::Binarizer::LocalAverage, ZXing::Binarizer::GlobalHistogram}) {
    if (auto found = looked_for(picture, beginning, binarizer)) return found;
  }
  auto const half = ocr::resized(picture, picture.width / 2, picture.height / 2);
  auto found = looked_for(half, beginning, ZXing::Binarizer::LocalAverage);
  if (found) {
    for (auto& corner : found->corners) corner.x *= 2, corner.y *= 2;
  }
  return found;
}

}  // namespace kreislauf::reader
