#include "platform/ocr/registration.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace kreislauf::ocr {

namespace {

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

double scale_of(Mapping const& mapping, Point at) { return distance(mapping(at), mapping({at.x + 1, at.y})); }

/// Sums of darkness from the upper left corner, so that any rectangle costs four looks.
class Darkness {
 public:
  Darkness(Grey const& picture, int left, int top, int right, int bottom)
      : left_{std::max(left, 0)},
        top_{std::max(top, 0)},
        width_{std::min(right, picture.width) - left_},
        height_{std::min(bottom, picture.height) - top_} {
    if (width_ <= 0 or height_ <= 0) return;
    sums_.assign(static_cast<std::size_t>((width_ + 1) * (height_ + 1)), 0);
    for (int y = 0; y < height_; ++y) {
      for (int x = 0; x < width_; ++x)
        sum(x + 1, y + 1) = sum(x, y + 1) + sum(x + 1, y) - sum(x, y) + 255 - picture.at(left_ + x, top_ + y);
    }
  }
  bool empty() const { return sums_.empty(); }
  int left() const { return left_; }
  int top() const { return top_; }
  int width() const { return width_; }
  int height() const { return height_; }
  /// Of a rectangle, cut to the window; with how many points it has.
  std::pair<double, double> of(int x0, int y0, int x1, int y1) const {
    x0 = std::clamp(x0, 0, width_), x1 = std::clamp(x1, 0, width_);
    y0 = std::clamp(y0, 0, height_), y1 = std::clamp(y1, 0, height_);
    return {static_cast<double>(sum(x1, y1) - sum(x0, y1) - sum(x1, y0) + sum(x0, y0)),
            static_cast<double>((x1 - x0) * (y1 - y0))};
  }

 private:
  std::int64_t& sum(int x, int y) { return sums_[static_cast<std::size_t>(y * (width_ + 1) + x)]; }
  std::int64_t sum(int x, int y) const { return sums_[static_cast<std::size_t>(y * (width_ + 1) + x)]; }

  int left_, top_, width_, height_;
  std::vector<std::int64_t> sums_;
};

/// The middle of what is dark around a place.
Point centre_of_ink(Grey const& picture, Point about, double reach) {
  double weight = 0, sx = 0, sy = 0;
  auto const r = static_cast<int>(std::lround(reach));
  auto const cx = static_cast<int>(std::lround(about.x)), cy = static_cast<int>(std::lround(about.y));
  for (int y = cy - r; y <= cy + r; ++y) {
    for (int x = cx - r; x <= cx + r; ++x) {
      if (not picture.has(x, y) or picture.at(x, y) > 140) continue;
      double const dark = 255 - picture.at(x, y);
      weight += dark, sx += dark * (x + 0.5), sy += dark * (y + 0.5);
    }
  }
  return weight == 0 ? about : Point{sx / weight, sy / weight};
}

/// The square of this size (points) nearest to where it should be, within `reach`: dark inside, light around.
std::optional<Point> square_near(Grey const& picture, Point expected, double size, double reach) {
  auto const half = static_cast<int>(std::lround(size * 0.42)), around = static_cast<int>(std::lround(size * 0.95));
  auto const r = static_cast<int>(std::lround(reach)) + around;
  auto const ex = static_cast<int>(std::lround(expected.x)), ey = static_cast<int>(std::lround(expected.y));
  Darkness const sums{picture, ex - r, ey - r, ex + r + 1, ey + r + 1};
  if (sums.empty()) return std::nullopt;
  double best = 0;
  Point found;
  for (int y = half; y + half < sums.height(); ++y) {
    for (int x = half; x + half < sums.width(); ++x) {
      auto const [inside, points] = sums.of(x - half, y - half, x + half, y + half);
      auto const [all, all_points] = sums.of(x - around, y - around, x + around, y + around);
      auto const border = static_cast<int>(std::lround(size * 0.7));
      auto const [near, near_points] = sums.of(x - border, y - border, x + border, y + border);
      double const in = inside / points, out = (all - near) / std::max(all_points - near_points, 1.0);
      if (in < 120 or in - out < 90) continue;
      double const score = in - out;
      if (score > best) best = score, found = {sums.left() + x + 0.0, sums.top() + y + 0.0};
    }
  }
  if (best == 0) return std::nullopt;
  auto const centre = centre_of_ink(picture, found, size * 0.75);
  // Of one that the edge of the scan has cut the middle lies elsewhere: three good ones are better.
  double const whole = size * 0.52;
  bool const inside =
      centre.x > whole and centre.y > whole and centre.x < picture.width - whole and centre.y < picture.height - whole;
  return inside ? std::optional{centre} : std::nullopt;
}

}  // namespace

std::array<Point, 4> code_corners() {
  constexpr double module = code_size / (code_modules + 2 * code_margin);
  double const x = code_corner.x + code_margin * module, y = code_corner.y + code_margin * module;
  double const side = code_modules * module;
  return {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}};
}

Registration registered(Grey const& picture, std::array<Point, 4> const& code) {
  auto const corners = code_corners();
  // Few points of one small place say turn and scale; what a camera foreshortens is seen by the marks.
  auto const middle = [](Point a, Point b) { return Point{(a.x + b.x) / 2, (a.y + b.y) / 2}; };
  std::vector<Point> paper{corners[0], corners[2]}, seen{code[0], code[2]};
  Registration out;
  out.to_picture = mapping_of(paper, seen);
  // From the nearest to the farthest: each one found tells better where the next one is.
  for (auto const place : {2, 3, 0, 1}) {
    auto const& mark = mark_centres[static_cast<std::size_t>(place)];
    double const scale = scale_of(out.to_picture, mark);
    double const reach = (out.marks == 0 ? 5 : out.marks == 1 ? 9 : 6) * scale;
    auto const found = square_near(picture, out.to_picture(mark), mark_size * scale, reach);
    if (not found) continue;
    if (out.marks++ == 0) {
      paper = {middle(corners[0], corners[2])};
      seen = {middle(code[0], code[2])};
    } else if (out.marks == 2) {
      paper.erase(paper.begin());  // two marks lie farther apart than a mark and the code
      seen.erase(seen.begin());
    }
    paper.push_back(mark), seen.push_back(*found);
    out.to_picture = mapping_of(paper, seen);
  }
  auto const left = out.to_picture({20, 150}), right = out.to_picture({190, 150});
  out.tilt = std::atan2(right.y - left.y, right.x - left.x) * 180 / std::numbers::pi;
  out.per_millimetre = distance(left, right) / 170;
  return out;
}

Grey straightened(Grey const& picture, Registration const& registration) {
  auto mapping = registration.to_picture;
  for (std::size_t i = 0; i < 9; ++i) {
    if (i % 3 != 2) mapping.m[i] /= straight_per_millimetre;
  }
  return redrawn(picture, mapping, static_cast<int>(std::lround(paper_width * straight_per_millimetre)),
                 static_cast<int>(std::lround(paper_height * straight_per_millimetre)),
                 registration.per_millimetre / straight_per_millimetre);
}

}  // namespace kreislauf::ocr
