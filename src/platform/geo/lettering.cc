#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "platform/geo/canvas.h"
#include "platform/geo/clip.h"

namespace kreislauf::geo {

namespace {

constexpr double street_size = 11, stop_size = 11.5;
constexpr double near_door = 40;  // metres

/// Names and signs, the most important first: what finds no room is left out.
class Lettering {
 public:
  Lettering(html::Writer& out, Canvas const& canvas, ByKind const& shapes)
      : out_{out},
        canvas_{canvas},
        shapes_{shapes},
        colours_{palette_of(canvas.view.theme)},
        middle_{canvas.view.width / 2.0, canvas.view.height / 2.0},
        taken_{static_cast<double>(canvas.view.width), static_cast<double>(canvas.view.height)} {}

  void write() {
    // The pin stands on its point; the scale bar in its corner.
    taken_.take({middle_.x, middle_.y - 12}, 15);
    taken_.take({60, canvas_.view.height - 16.0}, 0, 104, 20);
    auto const doors = step_free_doors();
    stops();
    streets();
    areas();
    for (auto const& door : doors) wheelchair(door);
    pin();
    scale_bar();
  }

 private:
  struct Sign {
    std::string const* name;
    Kind kind;
    Spot at;
    double distance;
  };

  void text(std::string_view words, Label const& label, double size, std::string_view colour, html::Markup more = {}) {
    out_("<text x='"_h, pixels(label.middle.x), "' y='"_h, pixels(label.middle.y + size * 0.36), "' fill='"_h, colour,
         "'"_h, more);
    if (std::abs(label.degrees) > 0.5)
      out_(" transform='rotate("_h, pixels(label.degrees), " "_h, pixels(label.middle.x), " "_h, pixels(label.middle.y),
           ")'"_h);
    out_(">"_h, words, "</text>"_h);
  }

  std::vector<Sign> signs() const {
    std::vector<Sign> signs;
    for (auto const kind : {Kind::station, Kind::tram_stop, Kind::bus_stop}) {
      for (auto const* shape : shapes_[static_cast<std::size_t>(kind)]) {
        auto const at = canvas_.spot(shape->lines.front().front());
        signs.push_back({&shape->name, kind, at, std::hypot(at.x - middle_.x, at.y - middle_.y)});
      }
    }
    std::stable_sort(signs.begin(), signs.end(), [](Sign const& a, Sign const& b) { return a.distance < b.distance; });
    return signs;
  }

  void sign(Sign const& sign) {
    bool const train = sign.kind == Kind::station;
    auto const [x, y] = sign.at;
    if (train) {
      out_("<rect x='"_h, pixels(x - 8), "' y='"_h, pixels(y - 8), "' width='16' height='16' rx='3' fill='"_h,
           access_blue, "' stroke='#fff' stroke-width='1.2'/>"_h);
    } else {
      out_("<circle cx='"_h, pixels(x), "' cy='"_h, pixels(y), "' r='8' fill='"_h, stop_yellow, "' stroke='"_h,
           stop_green, "' stroke-width='1.6'/>"_h);
    }
    out_("<text x='"_h, pixels(x), "' y='"_h, pixels(y + 4), "' fill='"_h, train ? "#fff" : stop_green,
         "' stroke='none' font-weight='700'>"_h, train ? "Bf" : "H", "</text>"_h);
  }

  /// A stop has a post on each side of the street: one sign, and one name.
  void stops() {
    std::vector<Sign> shown;
    for (auto const& one : signs()) {
      bool const again = std::any_of(shown.begin(), shown.end(), [&](Sign const& other) {
        return std::hypot(other.at.x - one.at.x, other.at.y - one.at.y) < (*other.name == *one.name ? 150 : 14);
      });
      if (again or not taken_.free(one.at, 9)) continue;
      taken_.take(one.at, 9);
      shown.push_back(one);
    }
    for (auto const& one : shown) sign(one);
    for (auto const& one : shown) stop_name(one);
  }

  void stop_name(Sign const& sign) {
    auto const name = local_name(*sign.name, canvas_.view.town);
    if (name.empty()) return;
    auto const width = width_of(name, stop_size);
    auto const [x, y] = sign.at;
    for (auto const& place :
         {Spot{x + 14 + width / 2, y}, Spot{x - 14 - width / 2, y}, Spot{x, y + 19}, Spot{x, y - 19}}) {
      if (not taken_.free(place, 0, width, stop_size)) continue;
      taken_.take(place, 0, width, stop_size);
      return text(name, {place, 0}, stop_size, colours_.text, " font-weight='600'"_h);
    }
  }

  void streets() {
    constexpr std::array kinds{Kind::main,    Kind::secondary, Kind::pedestrian, Kind::street,
                               Kind::service, Kind::path,      Kind::river,      Kind::stream};
    for (auto const kind : kinds) {
      std::map<std::string_view, std::vector<std::vector<Spot>>> by_name;
      for (auto const* shape : shapes_[static_cast<std::size_t>(kind)]) {
        if (shape->name.empty() or named_.contains(shape->name)) continue;
        for (auto const& line : shape->lines)
          for (auto const& piece : clip_line(line, canvas_.box())) by_name[shape->name].push_back(spots(piece));
      }
      for (auto& [name, pieces] : by_name) {
        named_.insert(name);
        name_along(name, joined(std::move(pieces)), kind);
      }
    }
  }

  /// In the middle of what is seen of an area, where its name finds room in it.
  void areas() {
    for (auto const kind : {Kind::square, Kind::green, Kind::wood, Kind::water}) {
      for (auto const* shape : shapes_[static_cast<std::size_t>(kind)]) {
        auto const seen = shape->name.empty() ? Line{} : clip_ring(shape->lines.front(), canvas_.box());
        if (seen.empty() or not named_.insert(shape->name).second) continue;
        auto const box = box_of(seen);
        Point const middle{box.low.x / 2 + box.high.x / 2, box.low.y / 2 + box.high.y / 2};
        auto const width = width_of(shape->name, street_size);
        auto const at = canvas_.spot(middle);
        bool const fits = width < canvas_.spot(box.high).x - canvas_.spot(box.low).x and holds(shape->lines, middle);
        if (not fits or not taken_.free(at, 0, width, street_size)) continue;
        taken_.take(at, 0, width, street_size);
        auto const& colour = kind == Kind::water    ? colours_.water_text
                             : kind == Kind::square ? colours_.text
                                                    : colours_.green_text;
        text(shape->name, {at, 0}, street_size, colour, " font-style='italic'"_h);
      }
    }
  }

  std::vector<Spot> spots(Line const& line) const {
    std::vector<Spot> spots;
    for (auto const& p : line) spots.push_back(canvas_.spot(p));
    return spots;
  }

  void name_along(std::string_view name, std::vector<std::vector<Spot>> const& pieces, Kind kind) {
    auto const width = width_of(name, street_size);
    auto const label = along(pieces, width, street_size, middle_, taken_);
    if (not label) return;
    taken_.take(label->middle, label->degrees, width, street_size);
    bool const water = kind == Kind::river or kind == Kind::stream;
    text(name, *label, street_size, water ? colours_.water_text : colours_.text,
         water ? " font-style='italic'"_h : html::Markup{});
  }

  /// The doors of the house in the middle that are known to have no steps.
  std::vector<Spot> step_free_doors() {
    std::vector<Spot> doors;
    for (auto const* shape : shapes_[static_cast<std::size_t>(Kind::entrance_step_free)]) {
      auto const p = shape->lines.front().front();
      if (metres_between(p, canvas_.view.middle) > near_door) continue;
      doors.push_back(canvas_.spot(p));
      taken_.take(doors.back(), 9);
    }
    return doors;
  }

  void wheelchair(Spot at) {
    out_(
        "<g transform='translate("_h, pixels(at.x - 7), " "_h, pixels(at.y - 7),
        ")'><rect width='14' height='14' rx='3' fill='"_h, access_blue,
        "' stroke='#fff' stroke-width='1.2'/><path fill='none' stroke='#fff' stroke-width='1.3' stroke-linecap='round' "
        "d='M6 4.6v3h3l1.2 3M4.9 6.6a2.6 2.6 0 1 0 3.4 3.4'/><circle cx='6' cy='3' r='1.1' fill='#fff' "
        "stroke='none'/></g>"_h);
  }

  void pin() {
    out_("<path transform='translate("_h, pixels(middle_.x), " "_h, pixels(middle_.y), ")' fill='"_h, colours_.pin,
         "' stroke='"_h, colours_.pin_edge,
         "' stroke-width='1.6' d='M0 0C-3-7-10-11-10-18a10 10 0 0 1 20 0C10-11 3-7 0 0z'/><circle cx='"_h,
         pixels(middle_.x), "' cy='"_h, pixels(middle_.y - 18), "' r='3.6' stroke='none' fill='"_h, colours_.pin_edge,
         "'/>"_h);
  }

  void scale_bar() {
    auto const length = 100 / canvas_.view.metres_per_pixel;
    auto const y = canvas_.view.height - 12.0;
    out_("<path fill='none' stroke='"_h, colours_.halo, "' stroke-width='5' d='M12 "_h, pixels(y - 5), "v5h"_h,
         pixels(length), "v-5'/><path fill='none' stroke='"_h, colours_.frame, "' stroke-width='1.6' d='M12 "_h,
         pixels(y - 5), "v5h"_h, pixels(length), "v-5'/>"_h);
    text("100 m", {{12 + length / 2, y - 9}, 0}, street_size, colours_.frame);
  }

  html::Writer& out_;
  Canvas const& canvas_;
  ByKind const& shapes_;
  Palette const& colours_;
  Spot middle_;
  Taken taken_;
  std::set<std::string_view> named_;  ///< each name once
};

}  // namespace

void draw_lettering(html::Writer& out, Canvas const& canvas, ByKind const& shapes) {
  // The halo keeps a text readable on every ground; `paint-order` puts it behind the letters.
  out("<g font-family='Fira Sans,Noto Sans,Segoe UI,Roboto,Arial,sans-serif' font-size='11' text-anchor='middle' "
      "paint-order='stroke' stroke-linejoin='round' stroke-width='3' stroke='"_h,
      palette_of(canvas.view.theme).halo, "'>"_h);
  Lettering{out, canvas, shapes}.write();
  out("</g>"_h);
}

}  // namespace kreislauf::geo
