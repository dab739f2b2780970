#include "platform/http/load.h"

namespace kreislauf::http {

jobs::Urgency urgency_of(Load load) {
  using std::chrono::milliseconds;
  switch (load) {
    case Load::finish:
      return {.rank = 0, .patience = milliseconds{4000}};
    case Load::heavy:
      return {.rank = 1, .patience = milliseconds{2000}};
    case Load::submit:
      return {.rank = 1, .patience = milliseconds{2000}};
    case Load::read:
      return {.rank = 2, .patience = milliseconds{1000}};
    case Load::search:
      return {.rank = 3, .patience = milliseconds{600}};
    case Load::export_data:
      return {.rank = 4, .patience = milliseconds{400}};
  }
  return {};
}

namespace {

using std::chrono::milliseconds;

constexpr milliseconds target{50}, interval{300}, memory{1000};

milliseconds patience_on_loop(Load load) {
  switch (load) {
    case Load::export_data:
    case Load::search:
      return target;
    case Load::read:
      return milliseconds{100};
    default:
      return milliseconds{400};
  }
}

}  // namespace

void Lateness::note(Clock::duration late_by, Clock::time_point now) {
  bool const was_quiet = now - noted_ > memory;
  if (late_by < target or was_quiet or late_by_ < target) since_ = now;
  late_by_ = late_by;
  noted_ = now;
}

bool Lateness::refuses(Load load, Clock::time_point now) const {
  return late_by_ > patience_on_loop(load) and noted_ - since_ > interval and now - noted_ < memory;
}

}  // namespace kreislauf::http
