#include "administration/notices/rules/retrieval.h"

namespace kreislauf::notices {

namespace {

constexpr deadlines::Length open_for{10, deadlines::Unit::days};

}  // namespace

std::optional<deadlines::Day> last_day_to_fetch(Notice const& notice) {
  bool const waits = notice.state == State::issued and notice.way == Way::retrieval and notice.announced_on.empty();
  if (not waits or not notice.sent_on.empty() or notice.provided_at.empty()) return std::nullopt;
  return deadlines::end_of(legal_time(parse_iso_utc(notice.provided_at)).day, open_for);
}

bool is_lapsed(Notice const& notice, Instant now) {
  auto const last = last_day_to_fetch(notice);
  return last and legal_time(now).day > *last;
}

}  // namespace kreislauf::notices
