#pragma once

#include <string_view>

#include "platform/html/html.h"

namespace kreislauf::html {

/// A QR code as inline SVG, to stand in a `kl-qr`: error correction M, a margin of four modules, black on white in
/// every colour scheme. `title` is what a screen reader says. Throws std::length_error for texts of more than about
/// 2,300 bytes.
Fragment qr_svg(std::string_view text, std::string_view title);
/// The same of a code whose size never changes, so that its corners are measures (platform/ocr/registration.h): version
/// 3 with error correction Q, at most 32 bytes.
Fragment qr_mark_svg(std::string_view text, std::string_view title);

}  // namespace kreislauf::html
