#include "administration/applications/rules/occurring.h"

namespace kreislauf::applications {

std::optional<deadlines::Day> last_occurrence(deadlines::Day first, deadlines::Length every, deadlines::Day today) {
  if (today < first) return std::nullopt;
  auto last = first;
  for (int times = 1;; ++times) {
    auto const next = deadlines::last_day(first, {every.number * times, every.unit});
    if (next > today or next <= last) return last;
    last = next;
  }
}

}  // namespace kreislauf::applications
