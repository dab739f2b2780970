#include "administration/applications/acts/change.h"

#include <fmt/format.h>

#include "administration/applications/store/store.h"

namespace kreislauf::applications {

Application current(acts::Transaction& tx, std::int64_t id) {
  auto found = store::find(tx.db, id);
  if (not found) throw NotFound{};
  return *std::move(found);
}

Application current(acts::Transaction& tx, Application const& seen) {
  auto found = current(tx, seen.id);
  if (found.token_hash != seen.token_hash) throw LinkRenewed{};
  return found;
}

void change(acts::Transaction& tx, Application& application, Verb verb) {
  auto const* transition = find_transition(application.state, verb);
  if (transition == nullptr) throw TooLate{};
  if (application.channel == Channel::trial and transition->to and not is_open(*transition->to)) throw OnlyATrial{};
  if (transition->to) application.state = *transition->to;
  application.changed_at = iso_utc(tx.now);
  // Pages that are saved are no acts of anybody: only their last state counts.
  if (verb != Verb::save) tx.event(fmt::format("application.{}", name_of(verb)), subject_of(application));
}

}  // namespace kreislauf::applications
