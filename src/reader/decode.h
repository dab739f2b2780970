#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/ocr/grey.h"

/// Pictures of others, decoded by Leptonica. Only in the reader, which can do nothing else with what it was sent.
namespace kreislauf::reader {

/// Larger than A4 at 600 dots an inch is no page.
inline constexpr long most_points = 40'000'000;

struct Decoded {
  ocr::Grey picture;
  int pages = 1;
};
/// JPEG, PNG, TIFF (page `number` of it, from 1) or PNM; nothing where it is none or too large.
std::optional<Decoded> decoded(std::string_view bytes, int number);
std::string jpeg_of(ocr::Grey const& picture, int quality);

}  // namespace kreislauf::reader
