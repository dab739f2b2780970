#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "platform/geo/canvas.h"
#include "platform/geo/clip.h"
#include "platform/geo/simplify.h"

namespace kreislauf::geo {

namespace {

// Pixels: what nobody sees is left out.
constexpr double finest = 0.6, houses_finest = 0.9, coarse = 1.2;

/// Path data in half pixels, each point as the way from the one before: small numbers pack well. Pairs behind `m` are
/// lines, relative as it is, so no letter stands between them (SVG 1.1, 8.3.2).
class PathData {
 public:
  explicit PathData(Canvas const& canvas, double tolerance = finest)
      : canvas_{canvas}, tolerance_{tolerance * canvas.units()} {}

  void ring(Line const& whole) {
    auto const clipped = clip_ring(whole, canvas_.box());
    if (clipped.empty()) return;
    auto const ring = simplified_ring(clipped, tolerance_);
    if (ring.size() < 3) return;
    auto const begins = write(ring);
    text_ += 'z';
    here_ = begins;
  }
  void line(Line const& whole) {
    for (auto const& piece : clip_line(whole, canvas_.box())) write(simplified(piece, tolerance_));
  }
  std::string take() { return std::move(text_); }

 private:
  struct Halves {
    int x = 0, y = 0;
    bool operator==(Halves const&) const = default;
  };

  Halves write(Line const& line) {
    auto const begins = halves(line.front());
    text_ += 'm';
    step(begins, false);
    for (auto const& p : line) {
      if (auto const to = halves(p); to != here_) step(to, true);
    }
    return begins;
  }

  void step(Halves to, bool separated) {
    auto const dx = to.x - here_.x, dy = to.y - here_.y;
    fmt::format_to(std::back_inserter(text_), "{}{}{}{}", separated and dx >= 0 ? " " : "", dx, dy < 0 ? "" : " ", dy);
    here_ = to;
  }

  Halves halves(Point p) const {
    auto const spot = canvas_.spot(p);
    return {static_cast<int>(std::lround(2 * spot.x)), static_cast<int>(std::lround(2 * spot.y))};
  }

  Canvas const& canvas_;
  double tolerance_;
  std::string text_;
  Halves here_;
};

struct Stroke {
  std::string_view colour;
  double width = 1;  ///< pixels
  std::string_view dashes = {};
  html::Markup cap = {};
};

constexpr html::Markup round_ends = " stroke-linecap='round'"_h;

void stroke(html::Writer& out, std::string const& data, Stroke const& look) {
  if (data.empty()) return;
  out("<path stroke='"_h, look.colour, "' stroke-width='"_h, pixels(2 * look.width), "'"_h, look.cap);
  if (not look.dashes.empty()) out(" stroke-dasharray='"_h, look.dashes, "'"_h);
  out(" d='"_h, data, "'/>"_h);
}

std::string lines_of(Canvas const& canvas, ByKind const& shapes, Kind kind) {
  PathData data{canvas, kind == Kind::path or kind == Kind::track ? coarse : finest};
  for (auto const* shape : shapes[static_cast<std::size_t>(kind)])
    for (auto const& line : shape->lines) data.line(line);
  return data.take();
}

void areas(html::Writer& out, Canvas const& canvas, ByKind const& shapes, Kind kind, std::string_view colour) {
  std::vector<std::string> all;
  for (auto const* shape : shapes[static_cast<std::size_t>(kind)]) {
    PathData data{canvas};
    for (auto const& ring : shape->lines) data.ring(ring);
    if (auto text = data.take(); not text.empty()) all.push_back(std::move(text));
  }
  if (all.empty()) return;
  out("<g fill='"_h, colour, "'>"_h);
  // Each by itself: where two tiles overlap, "an odd number of rings" would make a gap.
  for (auto const& data : all) out("<path d='"_h, data, "'/>"_h);
  out("</g>"_h);
}

/// In strips from left to right, so that the way from one to the next is short.
std::vector<Shape const*> in_rows(std::vector<Shape const*> shapes) {
  constexpr int strip = 128;  // units
  std::sort(shapes.begin(), shapes.end(), [](Shape const* a, Shape const* b) {
    auto const p = a->lines.front().front(), q = b->lines.front().front();
    return std::tuple{p.y / strip, p.x, p.y} < std::tuple{q.y / strip, q.x, q.y};
  });
  return shapes;
}

/// Houses, all as one path: none lies on another. The one in the middle has its own colour.
void houses(html::Writer& out, Canvas const& canvas, ByKind const& shapes) {
  auto const& colours = palette_of(canvas.view.theme);
  PathData others{canvas, houses_finest}, here{canvas, houses_finest};
  for (auto const* shape : in_rows(shapes[static_cast<std::size_t>(Kind::building)])) {
    auto& data = holds(shape->lines, canvas.view.middle) ? here : others;
    for (auto const& ring : shape->lines) data.ring(ring);
  }
  if (auto const data = others.take(); not data.empty())
    out("<path fill='"_h, colours.building, "' stroke='"_h, colours.building_edge, "' d='"_h, data, "'/>"_h);
  if (auto const data = here.take(); not data.empty())
    out("<path fill='"_h, colours.here, "' stroke='"_h, colours.pin, "' stroke-width='2' d='"_h, data, "'/>"_h);
}

void ways(html::Writer& out, Canvas const& canvas, ByKind const& shapes) {
  auto const& colours = palette_of(canvas.view.theme);
  struct Road {
    Kind kind;
    std::string_view colour;
    double width;
    std::string data = {};
  };
  std::vector<Road> roads{{Kind::service, colours.street, 3.2}, {Kind::pedestrian, colours.walk, 5},
                          {Kind::street, colours.street, 6},    {Kind::secondary, colours.secondary, 8},
                          {Kind::main, colours.main, 9.5},      {Kind::motorway, colours.main, 11}};
  // Said once, painted twice: first all edges, then all streets, so that no edge crosses a street.
  std::erase_if(roads, [&](Road& road) { return (road.data = lines_of(canvas, shapes, road.kind)).empty(); });
  out("<defs>"_h);
  for (auto const& road : roads) out("<path id='w"_h, static_cast<int>(road.kind), "' d='"_h, road.data, "'/>"_h);
  out("</defs><g stroke-linecap='round'>"_h);
  auto const paint = [&](Road const& road, std::string_view colour, double width) {
    out("<use href='#w"_h, static_cast<int>(road.kind), "' stroke='"_h, colour, "' stroke-width='"_h, pixels(2 * width),
        "'/>"_h);
  };
  for (auto const& road : roads) paint(road, colours.casing, road.width + 1.6);
  for (auto const& road : roads) paint(road, road.colour, road.width);
  out("</g>"_h);
}

}  // namespace

void draw_ground(html::Writer& out, Canvas const& canvas, ByKind const& shapes) {
  auto const& colours = palette_of(canvas.view.theme);
  out("<rect width='100%' height='100%' fill='"_h, colours.ground,
      "'/><g transform='scale(.5)' fill-rule='evenodd' stroke-linejoin='round'>"_h);
  areas(out, canvas, shapes, Kind::green, colours.green);
  areas(out, canvas, shapes, Kind::wood, colours.wood);
  areas(out, canvas, shapes, Kind::water, colours.water);
  out("<g fill='none'>"_h);
  stroke(out, lines_of(canvas, shapes, Kind::stream), {colours.water, 1.6, {}, round_ends});
  stroke(out, lines_of(canvas, shapes, Kind::river), {colours.water, 5, {}, round_ends});
  out("</g>"_h);
  areas(out, canvas, shapes, Kind::square, colours.square);
  out("<g fill='none'>"_h);
  stroke(out, lines_of(canvas, shapes, Kind::path), {colours.path, 1.1, "5 4", {}});
  stroke(out, lines_of(canvas, shapes, Kind::track), {colours.path, 1.3, "10 5", {}});
  ways(out, canvas, shapes);
  stroke(out, lines_of(canvas, shapes, Kind::tram), {colours.rail, 1.1, {}, {}});
  auto const rails = lines_of(canvas, shapes, Kind::rail);
  stroke(out, rails, {colours.rail, 2.6, {}, {}});
  stroke(out, rails, {colours.halo, 1.2, "12 12", {}});
  out("</g>"_h);
  houses(out, canvas, shapes);
  out("</g>"_h);
}

}  // namespace kreislauf::geo
