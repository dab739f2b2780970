#pragma once

#include "administration/notices/model.h"
#include "base/clock.h"

/// What is made available to be fetched stays so for ten days (§ 41 (2a) VwVfG NRW).
namespace kreislauf::notices {

/// On which it can be fetched for the last time; nothing for one that is announced by being made available (taxes), or
/// by another way.
std::optional<deadlines::Day> last_day_to_fetch(Notice const& notice);
/// It was not fetched and cannot be any more: it is not announced, and has to be sent otherwise.
bool is_lapsed(Notice const& notice, Instant now);
/// After so many days without being fetched the person is reminded.
inline constexpr std::chrono::days remind_after{6};

}  // namespace kreislauf::notices
