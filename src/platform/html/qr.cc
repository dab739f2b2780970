#include "platform/html/qr.h"

#include <fmt/format.h>

#include <qrcodegen/qrcodegen.hpp>
#include <stdexcept>
#include <string>

namespace kreislauf::html {

namespace {

constexpr int margin = 4;  // ISO/IEC 18004 asks for four modules of quiet zone

/// Rows of dark modules as rectangles of one path: far fewer elements than one for each module.
std::string path_of(qrcodegen::QrCode const& code) {
  std::string path;
  for (int y = 0; y < code.getSize(); ++y) {
    for (int x = 0; x < code.getSize(); ++x) {
      if (not code.getModule(x, y)) continue;
      int width = 1;
      while (code.getModule(x + width, y)) ++width;  // light beyond the edge
      path += fmt::format("M{} {}h{}v1h-{}z", x + margin, y + margin, width, width);
      x += width;
    }
  }
  return path;
}

Fragment drawn(qrcodegen::QrCode const& code, std::string_view title) {
  int const size = code.getSize() + 2 * margin;
  Writer out{4096};
  out("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 "_h, size, " ", size, "' role='img' aria-label='"_h, title,
      "' shape-rendering='crispEdges'><rect width='"_h, size, "' height='"_h, size,
      "' fill='#fff'/><path fill='#000' d='"_h, path_of(code), "'/></svg>"_h);
  return out.take();
}

/// Addresses are letters and digits in both cases: bytes, and the smallest of these versions that takes them.
Fragment drawn(std::string_view text, std::string_view title, qrcodegen::QrCode::Ecc correction, int from, int to) {
  using qrcodegen::QrCode, qrcodegen::QrSegment;
  std::vector<std::uint8_t> const bytes(text.begin(), text.end());
  try {
    bool const stronger = from < to;
    return drawn(QrCode::encodeSegments({QrSegment::makeBytes(bytes)}, correction, from, to, -1, stronger), title);
  } catch (qrcodegen::data_too_long const&) {
    throw std::length_error{"too long for a QR code"};
  }
}

}  // namespace

Fragment qr_svg(std::string_view text, std::string_view title) {
  return drawn(text, title, qrcodegen::QrCode::Ecc::MEDIUM, qrcodegen::QrCode::MIN_VERSION,
               qrcodegen::QrCode::MAX_VERSION);
}

Fragment qr_mark_svg(std::string_view text, std::string_view title) {
  constexpr int version = 3;
  return drawn(text, title, qrcodegen::QrCode::Ecc::QUARTILE, version, version);
}

}  // namespace kreislauf::html
