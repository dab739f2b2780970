#pragma once

#include <string_view>

#include "authority/context.h"
#include "platform/html/html.h"

namespace kreislauf::appointments::resident {

/// How long a time still belongs to who looks at the page. The sentence says it to everybody; hold.ts counts down.
struct Countdown {
  std::string_view until_utc;
  html::Content sentence;
  std::string_view five_minutes, over;  ///< what a screen reader hears five minutes before, and at the end
};
void write_countdown(html::Writer& out, authority::Context const& context, Countdown const& countdown);

}  // namespace kreislauf::appointments::resident
