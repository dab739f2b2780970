#pragma once

#include <cstdint>
#include <istream>

#include "base/function_ref.h"
#include "platform/geo/shape.h"
#include "platform/osm/pbf.h"

namespace kreislauf::osm {

/// What was read, for who asked for it.
struct Summary {
  std::int64_t taken = 0;  ///< as of when: seconds since 1970; 0: unknown
  std::int64_t nodes = 0, ways = 0, relations = 0;
  std::int64_t shapes = 0;
  std::int64_t cut_off = 0;     ///< areas and lines whose nodes or ways do not lie in the extract as a whole
  std::int64_t out_of_map = 0;  ///< nodes whose coordinates are none
  std::size_t memory = 0;       ///< of the locations, bytes
};

/// What is done with an extract while it is read.
struct Sink {
  /// Something of this extract lies here.
  FunctionRef<void(geo::Point)> place;
  FunctionRef<void(geo::Shape)> shape;
  /// Bytes that are kept of what was taken so far.
  FunctionRef<std::size_t()> kept;
};

/// Reads a whole extract, twice over; the stream must be able to go back. `most_memory`: bytes for the places of nodes
/// and what the sink keeps. Throws Unreadable.
Summary read_extract(std::istream& file, Sink sink, std::size_t most_memory);

}  // namespace kreislauf::osm
