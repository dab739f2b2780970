#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace kreislauf::cases {

/// What a service has done in a time, from counts alone.
struct Figures {
  std::int64_t opened = 0, decided = 0, in_time = 0, asked = 0;
  std::optional<int> median = {}, high = {};  ///< days until the decision: of the middle one, of nine in ten
  int share_in_time() const;                  ///< of 100
  int share_asked() const;                    ///< of those opened, of 100
};
/// `days:17` says how many took so many days.
Figures figures_of(std::map<std::string, std::int64_t> const& counts);
Figures sum_of(std::map<std::string, std::map<std::string, std::int64_t>> const& by_type);

}  // namespace kreislauf::cases
