#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kreislauf::pdf {

/// Several documents as one file for the printer.
struct Joined {
  std::string bytes;
  std::vector<int> pages;  ///< of each document, in the order in which they came
};

/// Each document begins on the front of a sheet, also where a printer prints both sides: behind an odd number of pages
/// an empty one follows. Fails with the place of the first one that cannot be read. What comes out is for paper: it is
/// no PDF/A, and what counts stays the single document.
Result<Joined, std::size_t> joined(std::vector<std::string> const& documents);

}  // namespace kreislauf::pdf
