#include "platform/ocr/grey.h"

#include <algorithm>
#include <cmath>

namespace kreislauf::ocr {

namespace {

/// Solves a small system by elimination with pivots; `rows` are coefficients with the right side last.
std::vector<double> solved(std::vector<std::vector<double>> rows) {
  auto const n = rows.size();
  for (std::size_t i = 0; i < n; ++i) {
    auto const best = std::max_element(rows.begin() + static_cast<std::ptrdiff_t>(i), rows.end(),
                                       [&](auto const& a, auto const& b) { return std::abs(a[i]) < std::abs(b[i]); });
    std::swap(rows[i], *best);
    if (std::abs(rows[i][i]) < 1e-12) return {};
    for (std::size_t j = 0; j < n; ++j) {
      if (j == i) continue;
      auto const factor = rows[j][i] / rows[i][i];
      for (std::size_t k = i; k <= n; ++k) rows[j][k] -= factor * rows[i][k];
    }
  }
  std::vector<double> out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = rows[i][n] / rows[i][i];
  return out;
}

/// Least squares by the normal equations: few points of one sheet, well apart.
class Fit {
 public:
  explicit Fit(std::size_t unknown) : rows_(unknown, std::vector<double>(unknown + 1)) {}
  void add(std::vector<double> const& row, double is) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (std::size_t j = 0; j < rows_.size(); ++j) rows_[i][j] += row[i] * row[j];
      rows_[i].back() += row[i] * is;
    }
  }
  std::vector<double> result() const { return solved(rows_); }

 private:
  std::vector<std::vector<double>> rows_;
};

Mapping similar(std::vector<Point> const& from, std::vector<Point> const& to) {
  Fit fit{4};
  for (std::size_t i = 0; i < from.size(); ++i) {
    fit.add({from[i].x, -from[i].y, 1, 0}, to[i].x);
    fit.add({from[i].y, from[i].x, 0, 1}, to[i].y);
  }
  auto const r = fit.result();
  if (r.empty()) return {};
  return {{r[0], -r[1], r[2], r[1], r[0], r[3], 0, 0, 1}};
}

Mapping affine(std::vector<Point> const& from, std::vector<Point> const& to) {
  Fit across{3}, down{3};
  for (std::size_t i = 0; i < from.size(); ++i) {
    across.add({from[i].x, from[i].y, 1}, to[i].x);
    down.add({from[i].x, from[i].y, 1}, to[i].y);
  }
  auto const a = across.result(), d = down.result();
  if (a.empty() or d.empty()) return similar(from, to);
  return {{a[0], a[1], a[2], d[0], d[1], d[2], 0, 0, 1}};
}

Mapping foreshortened(std::vector<Point> const& from, std::vector<Point> const& to) {
  Fit fit{8};
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto const [x, y] = from[i];
    auto const [u, v] = to[i];
    fit.add({x, y, 1, 0, 0, 0, -x * u, -y * u}, u);
    fit.add({0, 0, 0, x, y, 1, -x * v, -y * v}, v);
  }
  auto const r = fit.result();
  if (r.empty()) return affine(from, to);
  return {{r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], 1}};
}

std::uint8_t shade(double value) { return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L)); }

}  // namespace

double Grey::between(Point p) const {
  auto const x = static_cast<int>(std::floor(p.x)), y = static_cast<int>(std::floor(p.y));
  auto const point = [&](int px, int py) { return has(px, py) ? double{static_cast<double>(at(px, py))} : 255.0; };
  double const fx = p.x - x, fy = p.y - y;
  return (point(x, y) * (1 - fx) + point(x + 1, y) * fx) * (1 - fy) +
         (point(x, y + 1) * (1 - fx) + point(x + 1, y + 1) * fx) * fy;
}

Point Mapping::operator()(Point p) const {
  double const w = m[6] * p.x + m[7] * p.y + m[8];
  return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

Mapping mapping_of(std::vector<Point> const& from, std::vector<Point> const& to) {
  if (from.size() < 3) return similar(from, to);
  return from.size() == 3 ? affine(from, to) : foreshortened(from, to);
}

Grey redrawn(Grey const& source, Mapping const& to_source, int width, int height, double step) {
  Grey out{width, height};
  // As many samples along each side as points are covered: nothing thin is missed.
  int const samples = std::clamp(static_cast<int>(std::ceil(step - 0.25)), 1, 4);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double sum = 0;
      for (int i = 0; i < samples * samples; ++i) {
        double const dx = (i % samples + 0.5) / samples, dy = (i / samples + 0.5) / samples;
        auto const p = to_source({x + dx, y + dy});
        sum += source.between({p.x - 0.5, p.y - 0.5});
      }
      out.at(x, y) = shade(sum / (samples * samples));
    }
  }
  return out;
}

Grey resized(Grey const& source, int width, int height) {
  double const sx = static_cast<double>(source.width) / width, sy = static_cast<double>(source.height) / height;
  return redrawn(source, {{sx, 0, 0, 0, sy, 0, 0, 0, 1}}, width, height, std::max(sx, sy));
}

Grey turned(Grey const& source, int quarters) {
  if (quarters % 4 == 0) return source;
  bool const lies = quarters % 2 == 1;
  Grey out{lies ? source.height : source.width, lies ? source.width : source.height};
  for (int y = 0; y < source.height; ++y) {
    for (int x = 0; x < source.width; ++x) {
      if (quarters == 1)
        out.at(source.height - 1 - y, x) = source.at(x, y);
      else if (quarters == 2)
        out.at(source.width - 1 - x, source.height - 1 - y) = source.at(x, y);
      else
        out.at(y, source.width - 1 - x) = source.at(x, y);
    }
  }
  return out;
}

}  // namespace kreislauf::ocr
