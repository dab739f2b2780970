#include "administration/applications/acts/days.h"

#include <algorithm>

#include "administration/capacity/capacity.h"
#include "base/clock.h"

namespace kreislauf::applications {

void take_day(acts::Transaction& tx, Application const& application, forms::Form const& form,
              forms::Answers const& answers) {
  auto const& pages = form.definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    auto const slots = form.compiled->slots_of(i);
    auto slot = slots.begin();
    for (auto const& question : pages[i].questions) {
      if (not question.asks()) continue;
      auto const& answer = answers[*slot++];
      if (not question.calendar or not answer.is(feel::Kind::date)) continue;
      auto const day = std::chrono::sys_days{std::chrono::days{answer.date().days()}};
      // A draft may be sent weeks after its day was chosen.
      auto const today = std::chrono::sys_days{legal_time(tx.now).day};
      if (day < today + std::chrono::days{std::max<std::int64_t>(1, question.least)}) throw capacity::Full{};
      capacity::take(tx, application.service, day, subject_of(application));
    }
  }
}

std::optional<std::size_t> page_with_calendar(forms::Form const& form) {
  auto const& pages = form.definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (auto const& question : pages[i].questions) {
      if (question.calendar) return i;
    }
  }
  return std::nullopt;
}

}  // namespace kreislauf::applications
