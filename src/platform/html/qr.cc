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

}  // namespace

Fragment qr_svg(std::string_view text, std::string_view title) {
  std::vector<std::uint8_t> const bytes(text.begin(), text.end());
  // Addresses are letters and digits in both cases: bytes, and the smallest version that takes them.
  auto const code = [&] {
    try {
      return qrcodegen::QrCode::encodeBinary(bytes, qrcodegen::QrCode::Ecc::MEDIUM);
    } catch (qrcodegen::data_too_long const&) {
      throw std::length_error{"too long for a QR code"};
    }
  }();
  int const size = code.getSize() + 2 * margin;
  Writer out{4096};
  out("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 "_h, size, " ", size, "' role='img' aria-label='"_h, title,
      "' shape-rendering='crispEdges'><rect width='"_h, size, "' height='"_h, size,
      "' fill='#fff'/><path fill='#000' d='"_h, path_of(code), "'/></svg>"_h);
  return out.take();
}

}  // namespace kreislauf::html
