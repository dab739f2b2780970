#pragma once

#include <optional>

#include "platform/ocr/grey.h"
#include "platform/ocr/ocr.h"

/// What is written in a place of a page that was set straight (registration.h), without what was printed there.
namespace kreislauf::ocr {

/// The place in points of the page, without its printed edge.
Grey inside_of(Grey const& page, Region const& region);

/// Share of points that are dark against the paper around the region, its edge left out. 0 to 1.
double ink_of(Grey const& page, Region const& region);

/// The same of a whole picture, a tenth at each edge left out: there lie shadows and holes.
double ink_of(Grey const& picture);

/// How dark the print of this page is.
int ink_shade(Grey const& page);
/// Is all that stands in this place much paler than the print: a stamp, a pencil?
bool is_pale(Grey const& page, Region const& region, int ink);

/// What is written, black on white with a margin, as a line reader wants it: printed lines taken out, specks gone.
/// Nothing where nothing is written.
std::optional<Grey> writing_in(Grey const& page, Region const& region);

/// The cells of a comb set beside each other without the lines between them; `written` is how many have something in
/// them. Nothing where none has, or where there is an empty one between two written ones.
struct Comb {
  Grey picture = {};
  int written = 0;
  bool gap = false;  ///< an empty cell before a written one
};
std::optional<Comb> cells_of(Grey const& page, Region const& region);

/// Letters made thicker or thinner by the eye of Otsu: black and white, at this height.
Grey black_and_white(Grey const& writing, int height);

}  // namespace kreislauf::ocr
