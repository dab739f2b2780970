#include "administration/applications/shared/earlier_answers.h"

#include <algorithm>
#include <set>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/reusing.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/rules/once_only.h"
#include "administration/applications/store/persons.h"
#include "administration/applications/store/store.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

using authority::TownContext;

constexpr std::size_t most_offered = 5, most_looked_at = 100;

/// Of the same account, and of the same login.
std::set<std::int64_t> of_same_person(TownContext const& c, db::Connection& connection, EarlierAsked const& asked) {
  constexpr std::string_view prefix = "application:";
  std::set<std::int64_t> ids;
  if (asked.account != 0) {
    for (auto const& subject : accounts::subjects_of(connection, asked.account)) {
      if (subject.starts_with(prefix)) ids.insert(http::number_in(subject.substr(prefix.size())).value_or(0));
    }
  }
  if (auto const proof = proof_of(c.keys, asked.draft)) {
    for (auto const& hash : person_hashes(c.keys, *proof)) {
      for (auto const id : store::of_person(connection, hash, most_looked_at)) ids.insert(id);
    }
  }
  ids.erase(asked.draft.id);
  return ids;
}

forms::KnownSource const* source_of(EarlierAsked const& asked, Application const& earlier) {
  for (auto const& source : asked.form.definition().known) {
    if (source.service == earlier.service and is_known_on(asked.form.definition(), asked.page, source)) return &source;
  }
  return nullptr;
}

/// As if it had been typed. What is not asked, or would be refused, is not taken.
void propose(TownContext const& c, EarlierAsked const& asked, forms::Answers values, Earlier& earlier) {
  auto const& form = *asked.form.compiled;
  auto const& page = form.definition().pages[asked.page];
  auto const environment = forms::environment_of(c.clock);
  auto const tried = forms::typed_on(c, form, asked.page, asked.entered, values);
  std::vector<forms::ShownAnswer> shown;
  for (auto& one : forms::shown_answers(c.t, form, tried, environment)) {
    if (one.id == page.id) shown = std::move(one.answers);
  }
  auto const slots = form.slots_of(asked.page);
  auto slot = slots.begin();
  for (auto const& question : page.questions) {
    if (not question.asks()) continue;
    auto const at = *slot++;
    if (values[at].is_null()) continue;
    auto const found = std::find_if(shown.begin(), shown.end(),
                                    [&](forms::ShownAnswer const& one) { return one.name == question.name; });
    if (found == shown.end())
      values[at] = {};
    else
      earlier.shown.push_back(*found);
  }
  earlier.entered = forms::typed_on(c, form, asked.page, asked.entered, values);
}

std::optional<Earlier> earlier_of(Applications& module, TownContext const& c, EarlierAsked const& asked,
                                  Application const& one) {
  auto const* source = source_of(asked, one);
  if (one.state != State::accepted or source == nullptr) return std::nullopt;
  auto const form = module.library.version(one.version);
  if (form == nullptr) return std::nullopt;
  auto const then = entered_of(c, one, *form);
  if (acting_in(*form->compiled, then) != Acting::self) return std::nullopt;
  auto values =
      earlier_answers(*asked.form.compiled, asked.entered, asked.page, *source, *form->compiled, then.answers);
  auto const* service = module.catalog.snapshot()->any(one.service);
  Earlier earlier{.application = one.id,
                  .name = service == nullptr ? one.service : name_in(*service, c.t.language()),
                  .sent_at = one.submitted_at,
                  .shown = {},
                  .entered = {}};
  propose(c, asked, std::move(values), earlier);
  if (earlier.shown.empty()) return std::nullopt;
  return earlier;
}

}  // namespace

std::vector<Earlier> earlier_for(Applications& module, TownContext const& c, db::Connection& connection,
                                 EarlierAsked const& asked) {
  std::vector<Earlier> all;
  auto const& known = asked.form.definition().known;
  bool const here = std::any_of(known.begin(), known.end(), [&](forms::KnownSource const& source) {
    return is_known_on(asked.form.definition(), asked.page, source);
  });
  if (not here or acting_in(*asked.form.compiled, asked.entered) != Acting::self) return all;
  auto const ids = of_same_person(c, connection, asked);
  if (ids.empty() or is_reuse_refused(connection, asked.draft)) return all;
  for (auto id = ids.rbegin(); id != ids.rend() and all.size() < most_offered; ++id) {
    auto const one = store::find(connection, *id);
    if (not one) continue;
    if (auto earlier = earlier_of(module, c, asked, *one)) all.push_back(*std::move(earlier));
  }
  return all;
}

}  // namespace kreislauf::applications
