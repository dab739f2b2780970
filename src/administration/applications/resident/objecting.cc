#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/issued_notice.h"
#include "administration/applications/shared/objections.h"
#include "administration/applications/store/inside.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

// Out of a notice into the objection against it, with what is known already.
namespace kreislauf::applications::pages {

namespace {

using authority::path_in;

/// Number and day of the notice, and who has applied.
forms::Entered with_known(TownContext const& c, OwnApplication const& own, notices::Notice const& notice,
                          forms::Form const& form) {
  auto const entered = entered_of(c, own.application, *own.form);
  auto const facts = facts_in(*own.form->compiled, own.form->definition(), entered);
  auto known = known_answers(form.definition(), facts);
  auto const issued = i18n::iso(legal_time(parse_iso_utc(notice.issued_at)).day);
  known.push_back({.question = "aktenzeichen", .member = {}, .value = own.application.number, .label = nullptr});
  known.push_back({.question = "bescheid_vom", .member = {}, .value = issued, .label = nullptr});
  return filled(*form.compiled, {}, known);
}

/// One that was begun against this notice and not sent: it goes on.
std::optional<Application> begun_before(db::Connection& connection, Application const& own,
                                        notices::Notice const& notice) {
  for (auto const& one : store::objections_against(connection, own.id)) {
    if (one.notice != notice.id) continue;
    if (auto draft = store::find(connection, one.application); draft and is_open(draft->state)) return draft;
  }
  return std::nullopt;
}

}  // namespace

http::Response object_to(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const notice = issued_notice(c, own.application, c.path("datei"));
  auto const form = objection_form(module, c, notice);
  if (form == nullptr) throw NotFound{};
  return perform(c, request, [&](acts::Transaction& tx) {
    auto draft = begun_before(tx.db, own.application, notice);
    if (not draft) {
      draft = current(tx, begin(tx, c, *form, own.application.office));
      store::add(tx.db, store::Objection{draft->id, own.application.id, notice.id});
      save(tx, c, *draft, *form, with_known(c, own, notice, *form));
    }
    return acts::see(
        path_in(c, fmt::format("/mein-antrag/{}/{}", token_of(c.keys, *draft), form->definition().pages.front().id)));
  });
}

}  // namespace kreislauf::applications::pages
