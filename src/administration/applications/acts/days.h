#pragma once

#include "administration/applications/acts/change.h"
#include "administration/forms/forms.h"

// The day that an applicant has chosen of those on which the office has room.
namespace kreislauf::applications {

/// Takes a place on the day of a question with a calendar, where one was chosen. Throws capacity::Full, also for a day
/// that is over or too soon by now.
void take_day(acts::Transaction& tx, Application const& application, forms::Form const& form,
              forms::Answers const& answers);
/// The last day on which a form with such a day can still be sent; nothing where none was chosen.
std::optional<std::chrono::sys_days> last_day_to_send(forms::Form const& form, forms::Answers const& answers);
/// The page with such a question; nothing where the form has none.
std::optional<std::size_t> page_with_calendar(forms::Form const& form);

}  // namespace kreislauf::applications
