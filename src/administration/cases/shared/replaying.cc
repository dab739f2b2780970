#include "administration/cases/shared/replaying.h"

#include "administration/cases/rules/due.h"
#include "administration/cases/store/store.h"

namespace kreislauf::cases {

Replayed replayed(db::Connection& connection, Case const& one, CaseType const& before, CaseType const& now) {
  auto const pauses = store::pauses_of(connection, one.id);
  Replayed out{.due_before = due_on(before.deadline, one, pauses), .due_now = due_on(now.deadline, one, pauses)};
  if (one.phase != Phase::decided or one.result.empty() or now.result(one.result) != nullptr) return out;
  auto const* ended = before.result(one.result);
  out.lost_result = ended == nullptr ? one.result : ended->name;
  return out;
}

}  // namespace kreislauf::cases
