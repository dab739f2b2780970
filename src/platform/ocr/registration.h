#pragma once

#include <array>

#include "platform/ocr/grey.h"

/// Setting a scanned page straight by what is printed on it for that: the code at its foot and a square near each
/// corner (platform/pdf/templates/form.typ). All lengths on paper are millimetres from the upper left corner.
namespace kreislauf::ocr {

inline constexpr double paper_width = 210, paper_height = 297;  ///< A4 (ISO 216)
inline constexpr double mark_size = 4;
inline constexpr std::array<Point, 4> mark_centres{{{8, 8}, {202, 8}, {8, 289}, {202, 289}}};
/// The code: version 3 of ISO/IEC 18004 (29 modules) with a margin of four modules, 18 mm from edge to edge.
inline constexpr int code_modules = 29, code_margin = 4;
inline constexpr double code_size = 18;
/// In the middle, where a sheet that lies askew loses nothing of it at the edge of the scan.
inline constexpr Point code_corner{96, 275};
/// Its own corners without the margin: upper left, upper right, lower right, lower left.
std::array<Point, 4> code_corners();

struct Registration {
  Mapping to_picture = {};  ///< from paper
  int marks = 0;            ///< squares that were found
  double tilt = 0;          ///< degrees, clockwise
  double per_millimetre = 0;
};

/// `code` are the corners of the code in the picture, in the order of code_corners().
Registration registered(Grey const& picture, std::array<Point, 4> const& code);

/// Resolution of a page that was set straight: Tesseract reads letters of 10 points best from 300 dots an inch on.
inline constexpr double straight_dots = 300;
inline constexpr double straight_per_millimetre = straight_dots / 25.4;
Grey straightened(Grey const& picture, Registration const& registration);

}  // namespace kreislauf::ocr
