#include "administration/applications/shared/lapsing.h"

#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

constexpr std::size_t in_a_commit = 100;

/// One that was asked in vain; others of the same application end with it.
void end_one(Applications& module, acts::Transaction& tx, authority::TownVisit& visit, Signature const& seen) {
  auto const signature = store::signature(tx.db, seen.id);
  auto application = store::find(tx.db, seen.application);
  if (not signature or not application or signature->state != Signature::State::asked) return;
  if (not waits_for(tx.db, *application, *signature)) return store::remove_signature(tx.db, seen.id);
  auto const own = with_form(module, *std::move(application));
  auto const language = i18n::language_of(own.application.language).value_or(i18n::Language::german);
  lapse(tx, {visit.keys(), visit.authority, signature->site}, module.house.languages.translator(language),
        {own.application, *own.form, own.name(language)}, *signature);
}

}  // namespace

std::optional<Instant> lapse_due(Applications& module, authority::TownVisit& visit) {
  for (std::size_t found = in_a_commit; found == in_a_commit;) {
    acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
      auto const due = store::overdue_signatures(tx.db, i18n::iso(legal_time(tx.now).day), in_a_commit);
      found = due.size();
      for (auto const& one : due) end_one(module, tx, visit, one);
    });
  }
  return std::nullopt;
}

}  // namespace kreislauf::applications
