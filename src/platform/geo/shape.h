#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/geo/mercator.h"

namespace kreislauf::geo {

/// What a shape is. The numbers stand in stored tiles: new ones are added, none changes its meaning.
enum class Kind : std::uint8_t {
  // Areas, in the order in which they are painted
  wood = 1,
  green = 2,  ///< parks, meadows, cemeteries, sports grounds
  water = 3,
  square = 4,  ///< where people walk: a market place
  building = 5,
  // Lines, the least first
  stream = 16,
  river = 17,
  path = 18,  ///< on foot or by bicycle
  track = 19,
  service = 20,
  pedestrian = 21,
  street = 22,
  secondary = 23,  ///< Landesstraße, Kreisstraße
  main = 24,       ///< Bundesstraße
  motorway = 25,
  tram = 26,
  rail = 27,
  passage = 28,  ///< walked on, not drawn: an underpass, a pavement of its own
  // Points
  bus_stop = 40,
  tram_stop = 41,
  station = 42,
  entrance = 43,            ///< nobody has said whether there are steps
  entrance_step_free = 44,  ///< wheelchair=yes
  entrance_limited = 45,
  entrance_steps = 46,
};
std::optional<Kind> kind_of(std::uint64_t number);

inline bool is_area(Kind kind) { return kind <= Kind::building; }
inline bool is_line(Kind kind) { return kind > Kind::building and kind <= Kind::passage; }
inline bool is_point(Kind kind) { return kind >= Kind::bus_stop; }
inline bool is_stop(Kind kind) { return kind >= Kind::bus_stop and kind <= Kind::station; }
inline bool is_entrance(Kind kind) { return kind >= Kind::entrance; }
/// One can walk along it.
inline bool is_way(Kind kind) { return (kind >= Kind::path and kind <= Kind::main) or kind == Kind::passage; }

struct Shape {
  Kind kind = Kind::street;
  std::string name = {};
  /// Of an area its rings, each without its first point again; what lies in an odd number of them belongs to it, so
  /// that nobody needs to say which is a hole. Of a line one, of a point one with one point. None is empty.
  std::vector<Line> lines = {};

  bool operator==(Shape const&) const = default;
};

/// `Kronenbuckel` of the stop `Herrenberg Kronenbuckel` or `Herrenberg, Kronenbuckel` in Herrenberg.
std::string_view local_name(std::string_view name, std::string_view town);

/// Within an odd number of rings?
bool holds(std::vector<Line> const& rings, Point p);

}  // namespace kreislauf::geo
