#pragma once

#include "base/function_ref.h"
#include "platform/geo/shape.h"

namespace kreislauf::geo {

/// Gives each tile its part of a shape. What is small (a house) is given whole to every tile that it touches; of a
/// large area each tile gets what lies in it and some metres around, so that no gap shows between two; of a line the
/// whole stretches that touch it. False, and nothing given, for what is larger than any shape of a neighbourhood: 4,096
/// tiles.
bool cut(Shape const& shape, FunctionRef<void(TileId, Shape)> take);

}  // namespace kreislauf::geo
