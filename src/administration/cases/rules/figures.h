#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace kreislauf::cases {

/// What a service has done in a time, from counts alone.
struct Figures {
  std::int64_t opened = 0, decided = 0, in_time = 0, asked = 0;
  std::optional<int> median = {}, high = {};         ///< days until the decision: of the middle one, of nine in ten
  std::map<std::string, std::int64_t> ways = {};     ///< by which way it came: `online`, `counter` ...
  std::int64_t begun = 0;                            ///< drafts on the pages
  std::map<std::string, std::int64_t> dropped = {};  ///< drafts that ended unsent, by the page they stopped at
  std::int64_t marks = 0, content = 0;               ///< answers how it went; those that were (very) content
  int share_in_time() const;                         ///< of 100
  int share_asked() const;                           ///< of those opened, of 100
  /// Of 100 applications, those that came without anybody of the office; nothing where none came.
  std::optional<int> share_online() const;
  /// Of 100 answers; nothing where they are so few that one could be known.
  std::optional<int> share_content() const;
  /// Of 100 drafts whose end is known.
  int share_dropped(std::int64_t count) const;
};
/// `days:17` says how many took so many days.
Figures figures_of(std::map<std::string, std::int64_t> const& counts);
Figures sum_of(std::map<std::string, std::map<std::string, std::int64_t>> const& by_type);

}  // namespace kreislauf::cases
