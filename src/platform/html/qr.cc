#include "platform/html/qr.h"

#include <qrcodegen/qrcodegen.hpp>
#include <string>

namespace kreislauf::html {

Fragment qr_svg(std::string_view text, std::string_view title) {
  auto const code = qrcodegen::QrCode::encodeText(std::string{text}.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  auto const size = code.getSize() + 8;
  Writer out;
  out("<svg class=\"kl-qr\" viewBox=\"0 0 ", size, " ", size, "\" width=\"240\" height=\"240\" role=\"img\"><title>", title, "</title><rect width=\"", size, "\" height=\"", size, "\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
  for (int y = 0; y < code.getSize(); ++y) {
    for (int x = 0; x < code.getSize(); ++x) {
      if (code.getModule(x, y)) out("M", x + 4, " ", y + 4, "h1v1h-1z");
    }
  }
  out("\"/></svg>");
  return out.take();
}

}  // namespace kreislauf::html
