#include "platform/kern/cutout.h"

#include <fmt/format.h>

#include <algorithm>

namespace kreislauf::kern {

void cutout(html::Writer& out, Cutout const& one) {
  // With a little of what is around: a stroke that leaves its box is seen. Boxes to tick are told by their words.
  constexpr double around = 1.5, sheet_width = 210, sheet_height = 297, narrowest = 120;
  double const left = std::max(0.0, one.x - around), top = std::max(0.0, one.y - around);
  double const width = std::min(sheet_width - left, std::max(one.width + 2 * around, narrowest));
  double const height = std::min(sheet_height - top, one.height + 2 * around);
  out("<figure class='kl-cutout'><svg viewBox='"_h,
      fmt::format("{:.1f} {:.1f} {:.1f} {:.1f}", left, top, width, height), "' role='img' aria-label='"_h, one.label,
      ": Ausschnitt aus dem Blatt'><image href='"_h, one.picture,
      "' width='210' height='297' preserveAspectRatio='none'/></svg><figcaption>"_h);
  badge(out, one.tone, one.state);
  if (not one.why.empty()) out(" "_h, one.why);
  if (not one.seen.empty()) out(" <span>Gelesen: <b>"_h, one.seen, "</b></span>"_h);
  out("</figcaption></figure>"_h);
}

void page_picture(html::Writer& out, std::string_view picture, std::string_view label) {
  out("<figure class='kl-scan'><a href='"_h, picture, "'><img src='"_h, picture, "' alt='"_h, label,
      ", eingescannt' loading='lazy'></a><figcaption>"_h, label, "</figcaption></figure>"_h);
}

}  // namespace kreislauf::kern
