#pragma once

#include <string>

#include "platform/kern/components.h"

namespace kreislauf::kern {

/// A place of a scanned sheet of A4 as a picture, with what was read there. The whole page is one picture that is
/// loaded once; each place shows its part of it, without a script. Lengths are millimetres on the sheet.
struct Cutout {
  std::string picture;  ///< address of the page
  std::string label;    ///< what stands there: `Adresse: Straße`
  std::string seen = {};
  std::string state = {};  ///< `sicher gelesen`
  std::string why = {};
  Tone tone = Tone::info;
  double x = 0, y = 0, width = 0, height = 0;
};
void cutout(html::Writer& out, Cutout const& cutout);

/// A whole scanned page, as wide as there is room.
void page_picture(html::Writer& out, std::string_view picture, std::string_view label);

}  // namespace kreislauf::kern
