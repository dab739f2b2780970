#include "city/map/exchange/play_town.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "base/csv.h"
#include "base/text.h"

namespace kreislauf::map::exchange {

namespace {

using geo::Kind;

/// Metres east and north of the town hall.
struct Metres {
  double x = 0, y = 0;
};

struct Row {
  Kind kind = Kind::street;
  std::string name;
  std::vector<Metres> points;
};

struct Town {
  geo::Place middle;
  double degrees = 0;
};

constexpr std::array<std::pair<std::string_view, Kind>, 18> kinds{{{"wood", Kind::wood},
                                                                   {"green", Kind::green},
                                                                   {"water", Kind::water},
                                                                   {"square", Kind::square},
                                                                   {"building", Kind::building},
                                                                   {"stream", Kind::stream},
                                                                   {"river", Kind::river},
                                                                   {"path", Kind::path},
                                                                   {"track", Kind::track},
                                                                   {"service", Kind::service},
                                                                   {"pedestrian", Kind::pedestrian},
                                                                   {"street", Kind::street},
                                                                   {"secondary", Kind::secondary},
                                                                   {"rail", Kind::rail},
                                                                   {"bus_stop", Kind::bus_stop},
                                                                   {"station", Kind::station},
                                                                   {"entrance_step_free", Kind::entrance_step_free},
                                                                   {"entrance_steps", Kind::entrance_steps}}};

double way(Metres a, Metres b) { return std::hypot(a.x - b.x, a.y - b.y); }

double distance(Metres p, Metres a, Metres b) {
  auto const length = way(a, b);
  auto const along = length == 0 ? 0 : ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (length * length);
  auto const t = std::clamp(along, 0.0, 1.0);
  return way(p, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
}

bool inside(std::vector<Metres> const& ring, Metres p) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    if ((ring[i].y > p.y) != (ring[j].y > p.y) and
        p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
      in = not in;
  }
  return in;
}

/// Houses on both sides of the streets, with gardens between: none on a way, in the water, in a park or on another.
class Builder {
 public:
  explicit Builder(std::vector<Row> const& rows) : rows_{rows} {}

  std::vector<Row> houses() {
    for (auto const& row : rows_) {
      if (row.kind != Kind::street and row.kind != Kind::secondary and row.kind != Kind::pedestrian) continue;
      for (std::size_t i = 1; i < row.points.size(); ++i) {
        for (double const side : {-1.0, 1.0}) along(row.points[i - 1], row.points[i], side, row.kind);
      }
    }
    return std::move(houses_);
  }

 private:
  /// Between 0 and 1, always the same row of numbers (Numerical Recipes' constants).
  double next() {
    state_ = state_ * 1664525U + 1013904223U;
    return static_cast<double>(state_ >> 8) / static_cast<double>(1U << 24);
  }

  void along(Metres a, Metres b, double side, Kind kind) {
    auto const length = way(a, b);
    Metres const on{(b.x - a.x) / length, (b.y - a.y) / length}, off{-on.y * side, on.x * side};
    bool const dense = kind == Kind::pedestrian;
    for (double at = 6; at < length - 8;) {
      auto const width = 9 + 8 * next(), depth = 9 + 5 * next(), back = (dense ? 5.5 : 8) + (dense ? 0 : 3) * next();
      auto const corner = [&](double forward, double out) {
        return Metres{a.x + on.x * (at + forward) + off.x * (back + out),
                      a.y + on.y * (at + forward) + off.y * (back + out)};
      };
      std::vector<Metres> const ring{corner(0, 0), corner(width, 0), corner(width, depth), corner(0, depth)};
      if (free(ring)) houses_.push_back({Kind::building, {}, ring});
      at += width + (dense ? 1 : 4) + 5 * next();
    }
  }

  bool free(std::vector<Metres> const& ring) const {
    Metres const middle{(ring[0].x + ring[2].x) / 2, (ring[0].y + ring[2].y) / 2};
    for (auto const& house : houses_) {
      Metres const other{(house.points[0].x + house.points[2].x) / 2, (house.points[0].y + house.points[2].y) / 2};
      if (way(middle, other) < 17) return false;
    }
    auto around = ring;
    around.push_back(middle);
    for (auto const& row : rows_) {
      for (auto const p : around) {
        if (geo::is_area(row.kind) and inside(row.points, p)) return false;
        for (std::size_t i = 1; i < row.points.size(); ++i) {
          auto const room = row.kind == Kind::path ? 3 : row.kind == Kind::rail or row.kind == Kind::river ? 10 : 5;
          if (not geo::is_point(row.kind) and distance(p, row.points[i - 1], row.points[i]) < room) return false;
        }
      }
    }
    return true;
  }

  std::vector<Row> const& rows_;
  std::vector<Row> houses_;
  std::uint32_t state_ = 1;
};

geo::Shape shape_of(Row const& row, Town const& town) {
  constexpr double metres_a_degree = 111'320, half_turn = std::numbers::pi / 180;
  auto const turn = town.degrees * half_turn;
  geo::Shape shape{.kind = row.kind, .name = row.name, .lines = {{}}};
  for (auto const& p : row.points) {
    auto const x = p.x * std::cos(turn) - p.y * std::sin(turn), y = p.x * std::sin(turn) + p.y * std::cos(turn);
    shape.lines.front().push_back(
        geo::project({town.middle.longitude + x / metres_a_degree / std::cos(town.middle.latitude * half_turn),
                      town.middle.latitude + y / metres_a_degree}));
  }
  return shape;
}

std::vector<double> numbers_in(std::string_view cell) {
  std::vector<double> numbers;
  for (auto const word : text::split(cell, ' ')) {
    double number = 0;
    if (std::from_chars(word.data(), word.data() + word.size(), number).ec != std::errc{})
      throw std::logic_error{fmt::format("demo/playtown.csv: \"{}\" is no number", word)};
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace

std::vector<geo::Shape> play_towns(std::string_view plan) {
  std::vector<Town> towns;
  std::vector<Row> rows;
  ImportReport report;
  csv::Table table{plan, report, {"kind", "name", "points"}};
  while (table.next()) {
    auto const numbers = numbers_in(table.cell("points"));
    auto const kind = table.cell("kind");
    if (kind == "town") {
      towns.push_back({{numbers.at(0), numbers.at(1)}, numbers.at(2)});
      continue;
    }
    Row row{.name = std::string{table.cell("name")}, .points = {}};
    auto const known = std::find_if(kinds.begin(), kinds.end(), [&](auto const& one) { return one.first == kind; });
    if (known == kinds.end()) throw std::logic_error{fmt::format("demo/playtown.csv: no kind \"{}\"", kind)};
    row.kind = known->second;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) row.points.push_back({numbers[i], numbers[i + 1]});
    rows.push_back(std::move(row));
  }
  auto houses = Builder{rows}.houses();
  std::move(houses.begin(), houses.end(), std::back_inserter(rows));
  std::vector<geo::Shape> shapes;
  for (auto const& town : towns)
    for (auto const& row : rows) shapes.push_back(shape_of(row, town));
  return shapes;
}

}  // namespace kreislauf::map::exchange
