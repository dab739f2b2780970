#include "platform/geo/labels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kreislauf::geo {

namespace {

constexpr double turn = std::numbers::pi / 180;
constexpr double step = 6;          // pixels between the points that are looked at
constexpr double most_crooked = 3;  // pixels beside the straight way
constexpr double room_at_ends = 2;

double way(Spot a, Spot b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// The street as points at even distances.
std::vector<Spot> evenly(std::vector<Spot> const& street) {
  std::vector<Spot> points;
  double left = 0;
  for (std::size_t i = 1; i < street.size(); ++i) {
    auto const a = street[i - 1], b = street[i];
    auto const length = way(a, b);
    for (; left < length; left += step)
      points.push_back({a.x + (b.x - a.x) * left / length, a.y + (b.y - a.y) * left / length});
    left -= length;
  }
  return points;
}

bool straight(std::vector<Spot> const& points, std::size_t from, std::size_t to) {
  auto const a = points[from], b = points[to];
  auto const length = way(a, b);
  if (length < step * static_cast<double>(to - from) * 0.9) return false;
  for (auto i = from + 1; i < to; ++i) {
    auto const beside = (b.x - a.x) * (points[i].y - a.y) - (b.y - a.y) * (points[i].x - a.x);
    if (std::abs(beside) > most_crooked * length) return false;
  }
  return true;
}

}  // namespace

double width_of(std::string_view text, double size) {
  constexpr std::string_view narrow = "fijlrtI.,:;'()|! -", wide = "mwMW";
  double em = 0;
  for (char const c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;  // goes on with the character before
    bool const plain = static_cast<unsigned char>(c) < 0x80;
    if (plain and narrow.find(c) != std::string_view::npos)
      em += 0.32;
    else if (plain and wide.find(c) != std::string_view::npos)
      em += 0.86;
    else
      em += (plain and c >= 'A' and c <= 'Z') ? 0.66 : plain ? 0.55 : 0.64;
  }
  return em * size;
}

std::vector<Taken::Disc> Taken::discs_of(Spot middle, double degrees, double width, double size) {
  auto const radius = size * 0.7;
  auto const half = std::max(width / 2 - radius / 2, 0.0);
  auto const count = static_cast<int>(std::ceil(2 * half / radius)) + 1;
  std::vector<Disc> discs;
  for (int i = 0; i < count; ++i) {
    auto const along = count == 1 ? 0 : -half + 2 * half * i / (count - 1);
    discs.push_back(
        {{middle.x + along * std::cos(degrees * turn), middle.y + along * std::sin(degrees * turn)}, radius});
  }
  return discs;
}

bool Taken::free(Spot at, double radius) const {
  if (at.x < radius or at.y < radius or at.x > width_ - radius or at.y > height_ - radius) return false;
  return std::none_of(discs_.begin(), discs_.end(),
                      [&](Disc const& disc) { return way(disc.at, at) < disc.radius + radius; });
}

bool Taken::free(Spot middle, double degrees, double width, double size) const {
  auto const discs = discs_of(middle, degrees, width, size);
  return std::all_of(discs.begin(), discs.end(), [&](Disc const& disc) { return free(disc.at, disc.radius); });
}

void Taken::take(Spot middle, double degrees, double width, double size) {
  for (auto const& disc : discs_of(middle, degrees, width, size)) discs_.push_back(disc);
}

std::optional<Label> along(std::vector<std::vector<Spot>> const& streets, double width, double size, Spot middle,
                           Taken const& taken) {
  std::vector<std::pair<double, Label>> places;
  auto const steps = static_cast<std::size_t>(std::ceil((width + 2 * room_at_ends) / step));
  for (auto const& street : streets) {
    auto const points = evenly(street);
    for (std::size_t i = 0; i + steps < points.size(); ++i) {
      if (not straight(points, i, i + steps)) continue;
      auto const a = points[i], b = points[i + steps];
      auto degrees = std::atan2(b.y - a.y, b.x - a.x) / turn;
      if (degrees > 90) degrees -= 180;
      if (degrees < -90) degrees += 180;
      auto const here = Spot{(a.x + b.x) / 2, (a.y + b.y) / 2};
      places.push_back({way(here, middle), {here, degrees}});
    }
  }
  std::sort(places.begin(), places.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  for (auto const& [distance, label] : places) {
    if (taken.free(label.middle, label.degrees, width, size)) return label;
  }
  return std::nullopt;
}

std::vector<std::vector<Spot>> joined(std::vector<std::vector<Spot>> pieces) {
  auto const same = [](Spot a, Spot b) { return way(a, b) < 0.01; };
  for (std::size_t i = 0; i < pieces.size();) {
    auto& piece = pieces[i];
    auto const next = std::find_if(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1, pieces.end(), [&](auto& other) {
      if (same(piece.front(), other.front()) or same(piece.back(), other.back()))
        std::reverse(other.begin(), other.end());
      return same(piece.back(), other.front()) or same(piece.front(), other.back());
    });
    if (next == pieces.end()) {
      ++i;
      continue;
    }
    auto& first = same(piece.back(), next->front()) ? piece : *next;
    auto& second = &first == &piece ? *next : piece;
    first.insert(first.end(), second.begin() + 1, second.end());
    if (&first != &piece) piece = first;
    pieces.erase(next);
  }
  return pieces;
}

}  // namespace kreislauf::geo
