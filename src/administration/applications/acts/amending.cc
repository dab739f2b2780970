#include "administration/applications/acts/amending.h"

#include <algorithm>

#include "administration/applications/acts/attaching.h"
#include "administration/applications/acts/cosigning_amendment.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/store/signatures.h"
#include "administration/applications/store/store.h"
#include "administration/applications/store/versions.h"
#include "platform/ledger/store.h"

namespace kreislauf::applications {

forms::Entered amended_of(authority::TownContext const& c, Application const& application, forms::Form const& form) {
  if (application.amended.empty()) return entered_of(c, application, form);
  return forms::entered_in(*form.compiled, opened(c.keys, application, application.amended));
}

void keep_amended(acts::Transaction& tx, authority::TownContext const& c, Application& application,
                  forms::Form const& form, forms::Entered const& entered) {
  if (asked_names(tx.db, application).empty()) throw NothingAsked{};
  if (amendment_waits(tx.db, application)) throw AmendmentWaits{};
  application.amended = sealed(c.keys, application, forms::text_of(*form.compiled, entered), c.random);
  store::save_amended(tx.db, application);
}

std::vector<std::size_t> unready_amended(forms::Form const& form, forms::Entered const& entered,
                                         std::vector<AmendablePage> const& pages, Clock const& clock) {
  auto const outcome = form.compiled->run(entered.answers, forms::environment_of(clock));
  std::vector<std::size_t> unready;
  for (auto const& one : pages) {
    auto const top = [](std::string const& path) { return path.substr(0, path.find_first_of(".[")); };
    // What was not asked for again held when it was sent: a day that has passed since does not make it wrong.
    bool const faulty = std::any_of(outcome.faults.begin(), outcome.faults.end(),
                                    [&](forms::Fault const& fault) { return one.names.contains(top(fault.path)); });
    bool const mistyped = std::any_of(entered.rest.begin(), entered.rest.end(), [&](auto const& rest) {
      return one.names.contains(rest.first.substr(0, rest.first.find('-')));
    });
    if (faulty or mistyped) unready.push_back(one.page);
  }
  return unready;
}

void count_amended(acts::Transaction& tx, authority::TownContext const& c, cases::Library& library,
                   Application& application, forms::Form const& form) {
  auto one = cases::of_subject(tx.db, subject_of(application));
  if (not one or asked_names(tx.db, application).empty()) throw NothingAsked{};
  auto entered = amended_of(c, application, form);
  entered.answers = form.compiled->run(std::move(entered.answers), forms::environment_of(c.clock)).answers;
  entered.rest.clear();
  auto const before = store::add_version(tx.db, application, iso_utc(tx.now));
  application.entered = sealed(c.keys, application, forms::text_of(*form.compiled, entered), c.random);
  application.amended.clear();
  application.changed_at = iso_utc(tx.now);
  store::save(tx.db, application);
  store::save_amended(tx.db, application);
  // Who has signed what was sent before has signed that version; these have signed what holds now.
  if (not store::signatures_of(tx.db, application.id, of_amendment).empty()) {
    store::move_signatures(tx.db, application.id, 0, before);
    store::move_signatures(tx.db, application.id, of_amendment, 0);
  }
  tx.event("application.amend", subject_of(application));
  ledger::append(tx.db, c.random,
                 {.kind = "application.amended",
                  .at = tx.now,
                  .actor = tx.actor,
                  .subject = subject_of(application),
                  .content = declaration_of(application, form, entered, store::signatures_of(tx.db, application.id))});
  cases::answered(tx, c, *library.version(one->version), *one, facts_of(*form.compiled, entered.answers));
}

Amended send_amended(acts::Transaction& tx, authority::TownContext const& c, cases::Library& library,
                     Application& application, forms::Form const& form, std::string_view service_name) {
  auto const names = asked_names(tx.db, application);
  if (names.empty()) throw NothingAsked{};
  if (amendment_waits(tx.db, application)) return Amended::waits;  // sent from two windows
  auto const before = entered_of(c, application, form);
  auto const entered = amended_of(c, application, form);
  auto const pages = amendable(*form.compiled, names, before, entered, forms::environment_of(c.clock));
  if (not unready_amended(form, entered, pages, c.clock).empty()) throw Incomplete{};
  if (must_be_signed(c, application, form, entered)) {
    ask_to_sign_amendment(tx, c, application, form, entered, service_name);
    return Amended::waits;
  }
  store::remove_signatures(tx.db, application.id, of_amendment);  // of one that was not signed
  count_amended(tx, c, library, application, form);
  return Amended::counts;
}

std::vector<std::string> asked_names(db::Connection& db, Application const& application) {
  auto const asked = cases::open_asked(db, subject_of(application));
  return asked ? cases::questions_of(*asked) : std::vector<std::string>{};
}

std::vector<Version> versions_of(db::Connection& db, Application const& application) {
  return store::versions(db, application.id);
}

forms::Entered entered_of(authority::TownContext const& c, Application const& application, forms::Form const& form,
                          Version const& version) {
  return forms::entered_in(*form.compiled, opened(c.keys, application, version.entered));
}

forms::Entered with_named_files(forms::Form const& form, forms::Entered entered) {
  auto const named = named_files(form, entered);
  std::erase_if(entered.files, [&](auto const& one) { return not named.contains(one.first); });
  return entered;
}

}  // namespace kreislauf::applications
