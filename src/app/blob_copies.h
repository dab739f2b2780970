#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "app/program.h"

namespace kreislauf::app {

/// Files of a copy with their bytes, relative to its folder.
using CopiedFiles = std::vector<std::pair<std::string, std::uintmax_t>>;

/// Copies the documents that the databases of a copy name. The databases come first: an object that one of them names
/// stays at least a day after nobody needs it any more, so that it is still there however long the copy takes. What is
/// missing all the same is told and counted in `missing`. Nothing to do where documents lie in a bucket.
CopiedFiles copy_blobs(StoreChoice const& choice, std::string const& folder, std::size_t& missing);
/// `authorities/05554016/blobs/ab/ab...`: no list leads out of the folder.
bool is_name_of_blob(std::string_view file);

}  // namespace kreislauf::app
