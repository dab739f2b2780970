#include "platform/html/qr.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using kreislauf::html::qr_svg;

TEST_CASE("a QR code is one path on white with a margin, and says what it is") {
  auto const svg = std::string{qr_svg("https://gescher.example/termin/abc", "Code für \"Ihren\" Termin").view()};
  CHECK(svg.starts_with("<svg xmlns="));
  CHECK(svg.find("role=\"img\" aria-label=\"Code für &quot;Ihren&quot; Termin\"") != std::string::npos);
  CHECK(svg.find("viewBox=\"0 0 37 37\"") != std::string::npos);  // version 3: 29 modules and twice 4
  CHECK(svg.find("M4 4h7v1h-7z") != std::string::npos);           // the upper edge of the finder
  CHECK(svg.find("style") == std::string::npos);
  CHECK(svg.find("<path") == svg.rfind("<path"));
  CHECK_THROWS_AS(qr_svg(std::string(3000, 'a'), "zu lang"), std::length_error);
}
