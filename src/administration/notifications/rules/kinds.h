#pragma once

#include <string_view>

#include "administration/notifications/model.h"

namespace kreislauf::notifications {

/// What quiet hours do to news.
enum class Hold : std::uint8_t {
  until_loud,  ///< sent when they have ended
  same_day,    ///< the same, but on the day on which it happened; where they last longer, at once
};

/// How urgent a kind of news is, for each of its ways.
struct Urgency {
  Hold mail, push;
  bool high = false;  ///< wakes a telephone that saves its battery (RFC 8030 § 5.3)
};
Urgency const& urgency_of(Kind kind);

}  // namespace kreislauf::notifications
