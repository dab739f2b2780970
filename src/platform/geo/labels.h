#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::geo {

/// A place on the picture, in pixels.
struct Spot {
  double x = 0, y = 0;
};

/// Where a text stands: its middle on the baseline's height, and how it is turned.
struct Label {
  Spot middle;
  double degrees = 0;
};

/// How wide a text will be, in pixels: an estimate that rather says too much. A picture brings no fonts with it.
double width_of(std::string_view text, double size);

/// What has a place on the picture already. Everything is a row of discs, so that turned texts need no other rule.
class Taken {
 public:
  Taken(double width, double height) : width_{width}, height_{height} {}
  bool free(Spot middle, double degrees, double width, double size) const;
  void take(Spot middle, double degrees, double width, double size);
  /// A sign: a disc.
  bool free(Spot at, double radius) const;
  void take(Spot at, double radius) { discs_.push_back({at, radius}); }

 private:
  struct Disc {
    Spot at;
    double radius;
  };
  static std::vector<Disc> discs_of(Spot middle, double degrees, double width, double size);
  double width_, height_;
  std::vector<Disc> discs_;
};

/// Puts a name along one of its streets: where the street is straight for as long as the name, as near to the middle of
/// the picture as possible, never upside down. Nothing where there is no such place.
std::optional<Label> along(std::vector<std::vector<Spot>> const& streets, double width, double size, Spot middle,
                           Taken const& taken);

/// Joins pieces that share their ends.
std::vector<std::vector<Spot>> joined(std::vector<std::vector<Spot>> pieces);

}  // namespace kreislauf::geo
