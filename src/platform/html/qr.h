#pragma once

#include <string_view>

#include "platform/html/html.h"

namespace kreislauf::html {

/// A QR code (ISO/IEC 18004, error correction M) as SVG, one unit a module, with the quiet zone of four; `title` is its name for screen readers.
Fragment qr_svg(std::string_view text, std::string_view title);

}  // namespace kreislauf::html
