#pragma once

#include "platform/db/db.h"

namespace kreislauf::app {

/// Loads the sample district from the files that travel inside the program (demo/*.csv). Repeatable.
void load_demo(db::Store& store, Clock const& clock);

}  // namespace kreislauf::app
