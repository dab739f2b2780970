#include "administration/cases/acts/change.h"

#include <fmt/format.h>

#include "administration/cases/rules/due.h"
#include "administration/cases/store/store.h"
#include "administration/programs/programs.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

Case current(acts::Transaction& tx, std::int64_t id) {
  auto found = store::find(tx.db, id);
  if (not found) throw NotFound{};
  return *std::move(found);
}

Case unchanged(acts::Transaction& tx, std::int64_t id, std::int64_t revision) {
  auto found = current(tx, id);
  if (found.revision != revision) throw NotNow{};
  return found;
}

std::optional<Case> of_subject(db::Connection& connection, std::string_view subject) {
  return store::of_subject(connection, subject);
}

void touch(acts::Transaction& tx, Case& one) {
  ++one.revision;
  one.changed_at = iso_utc(tx.now);
}

void change(acts::Transaction& tx, Case& one, Verb verb, std::string_view data) {
  auto const to = after(one.phase, verb);
  if (not to) throw NotNow{};
  // A status is one of its phase: in another phase its own words hold again.
  if (*to != one.phase) one.status.clear();
  one.phase = *to;
  one.closed_at = is_open(*to) ? std::string{} : iso_utc(tx.now);
  if (not is_open(*to)) one.resubmit_on.clear();
  touch(tx, one);
  auto const kind = fmt::format("case.{}", name_of(verb));
  tx.event(kind, one.subject, data);
  programs::announce(
      tx, {.kind = kind, .office = one.office, .case_id = one.id, .revision = one.revision, .site = one.site});
}

void count_due(acts::Transaction& tx, CaseType const& type, Case& one) {
  auto const day = due_on(type.deadline, one, store::pauses_of(tx.db, one.id));
  one.due_on = day ? i18n::iso(*day) : std::string{no_day};
}

std::int64_t staff_in(std::string_view actor) {
  constexpr std::string_view prefix = "staff:";
  return actor.starts_with(prefix) ? http::number_in(actor.substr(prefix.size())).value_or(0) : 0;
}

}  // namespace kreislauf::cases
