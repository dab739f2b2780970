#pragma once

#include <array>
#include <optional>
#include <string>

#include "platform/ocr/grey.h"

namespace kreislauf::reader {

/// A code of ours (forms/rules/paper_code.h: `KL1 ...`) and its corners in the picture, as they were printed: upper
/// left, upper right, lower right, lower left.
struct FoundCode {
  std::string text;
  std::array<ocr::Point, 4> corners;
};
/// The first one that begins so; other codes on the page are somebody else's business.
std::optional<FoundCode> code_in(ocr::Grey const& picture, std::string_view beginning);

}  // namespace kreislauf::reader
