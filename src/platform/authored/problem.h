#pragma once

#include <cstddef>
#include <string>

/// Files that people write by hand: service packages, forms, lists.
namespace kreislauf::authored {

/// Something an author can put right, with the place where it stands.
struct Problem {
  std::string file;
  std::size_t line = 0;  ///< from 1; 0 when the whole file is meant
  std::string message;   ///< what is wrong and what to do
};

}  // namespace kreislauf::authored
