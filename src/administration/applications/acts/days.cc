#include "administration/applications/acts/days.h"

#include <algorithm>

#include "administration/capacity/capacity.h"
#include "base/clock.h"

namespace kreislauf::applications {

namespace {

/// The day that was chosen, and how many days ahead it must be.
struct Chosen {
  std::chrono::sys_days day;
  std::chrono::days ahead;
};

std::optional<Chosen> chosen_day(forms::Form const& form, forms::Answers const& answers) {
  auto const& pages = form.definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    auto const slots = form.compiled->slots_of(i);
    auto slot = slots.begin();
    for (auto const& question : pages[i].questions) {
      if (not question.asks()) continue;
      auto const& answer = answers[*slot++];
      if (not question.calendar or not answer.is(feel::Kind::date)) continue;
      return Chosen{std::chrono::sys_days{std::chrono::days{answer.date().days()}},
                    std::chrono::days{std::max<std::int64_t>(1, question.least)}};
    }
  }
  return std::nullopt;
}

}  // namespace

void take_day(acts::Transaction& tx, Application const& application, forms::Form const& form,
              forms::Answers const& answers) {
  auto const chosen = chosen_day(form, answers);
  if (not chosen) return;
  // A draft may be sent weeks after its day was chosen.
  if (chosen->day < std::chrono::sys_days{legal_time(tx.now).day} + chosen->ahead) throw capacity::Full{};
  capacity::take(tx, application.service, chosen->day, subject_of(application));
}

std::optional<std::chrono::sys_days> last_day_to_send(forms::Form const& form, forms::Answers const& answers) {
  auto const chosen = chosen_day(form, answers);
  return chosen ? std::optional{chosen->day - chosen->ahead} : std::nullopt;
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
