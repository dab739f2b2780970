#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kreislauf {

/// What an import did: every line of the file is counted once. The same file again changes nothing.
struct ImportReport {
  struct Rejected {
    std::size_t line;
    std::string reason;  ///< what is wrong and what to do
  };
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::vector<Rejected> rejected;
  std::vector<std::string> notes;  ///< what the reader should know besides the counts
  bool rolled_back = false;

  void reject(std::size_t line, std::string reason) { rejected.push_back({line, std::move(reason)}); }
};

/// Whether good lines are kept when others are rejected.
enum class OnRejection { keep_good_lines, roll_back };

}  // namespace kreislauf
