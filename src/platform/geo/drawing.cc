#include "platform/geo/drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "platform/geo/canvas.h"

namespace kreislauf::geo {

namespace {

/// Once each: a house that lies in two tiles comes twice.
ByKind sorted(std::vector<Shape> const& shapes, Box const& box) {
  std::vector<Shape const*> order;
  for (auto const& shape : shapes) {
    if (box_of(shape.lines).touches(box)) order.push_back(&shape);
  }
  auto const before = [](Shape const* a, Shape const* b) {
    return std::tie(a->kind, a->lines, a->name) < std::tie(b->kind, b->lines, b->name);
  };
  std::sort(order.begin(), order.end(), before);
  order.erase(std::unique(order.begin(), order.end(), [](auto const* a, auto const* b) { return *a == *b; }),
              order.end());
  ByKind by_kind(static_cast<std::size_t>(Kind::entrance_steps) + 1);
  for (auto const* shape : order) by_kind[static_cast<std::size_t>(shape->kind)].push_back(shape);
  return by_kind;
}

}  // namespace

Box View::box() const {
  constexpr double margin = 14;  // pixels
  auto const half = [&](int pixels_across) {
    return static_cast<std::int32_t>(std::ceil((pixels_across / 2.0 + margin) * units_per_pixel()));
  };
  return {{middle.x - half(width), middle.y - half(height)}, {middle.x + half(width), middle.y + half(height)}};
}

std::string pixels(double value) {
  auto const tenths = std::lround(value * 10);
  return tenths % 10 == 0 ? fmt::format("{}", tenths / 10) : fmt::format("{:.1f}", static_cast<double>(tenths) / 10);
}

std::string draw(View const& view, std::vector<Shape> const& shapes) {
  Canvas const canvas{view};
  auto const by_kind = sorted(shapes, canvas.box());
  html::Writer out{24 * 1024};
  out("<svg xmlns='http://www.w3.org/2000/svg' width='"_h, view.width, "' height='"_h, view.height, "' viewBox='0 0 "_h,
      view.width, " "_h, view.height, "'>"_h);
  if (not view.credit.empty()) out("<title>"_h, view.credit, "</title>"_h);
  draw_ground(out, canvas, by_kind);
  draw_lettering(out, canvas, by_kind);
  out("</svg>"_h);
  return out.take_text();
}

}  // namespace kreislauf::geo
