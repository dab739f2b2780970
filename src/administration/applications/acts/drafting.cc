#include "administration/applications/acts/drafting.h"

#include "administration/accounts/accounts.h"
#include "administration/applications/acts/asking.h"
#include "administration/applications/acts/counting.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/mails.h"
#include "administration/applications/store/inside.h"
#include "administration/applications/store/logins.h"
#include "administration/applications/store/papers.h"
#include "administration/applications/store/persons.h"
#include "administration/applications/store/reductions.h"
#include "administration/applications/store/signatures.h"
#include "administration/applications/store/store.h"
#include "platform/blobs/references.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

/// § 8a OZG: what is not sent is kept for a limited time only. A trial is for today.
std::string end_of_draft(acts::Transaction const& tx, forms::Form const& form, Channel channel) {
  std::chrono::days const kept{channel == Channel::trial ? 1 : form.definition().terms.draft_days};
  return i18n::iso(std::chrono::sys_days{legal_time(tx.now).day} + kept);
}

}  // namespace

std::int64_t begin(acts::Transaction& tx, authority::TownContext const& c, forms::Form const& form,
                   std::string_view office, Channel channel) {
  auto const now = iso_utc(tx.now);
  auto const id = store::next_id(tx.db);
  Application draft{.id = id,
                    .service = form.service,
                    .office = std::string{office},
                    .version = form.version,
                    .language = std::string{i18n::code(c.t.language())},
                    .token_hash = token_hash_of(token_of(c.keys, id)),
                    .begun_at = now,
                    .changed_at = now,
                    .erase_on = end_of_draft(tx, form, channel),
                    .channel = channel};
  store::add(tx.db, draft);
  count_begun(tx, draft);
  tx.event("application.begin", subject_of(draft));
  return id;
}

forms::Entered entered_of(authority::TownContext const& c, Application const& application, forms::Form const& form) {
  return forms::entered_in(*form.compiled, opened(c.keys, application, application.entered));
}

void save(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
          forms::Entered const& entered) {
  change(tx, application, Verb::save);
  application.language = i18n::code(c.t.language());
  application.entered = sealed(c.keys, application, forms::text_of(*form.compiled, entered), c.random);
  application.erase_on = end_of_draft(tx, form, application.channel);
  store::save(tx.db, application);
}

void suspend(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
             std::string_view service_name, std::string const& mail) {
  change(tx, application, Verb::suspend);
  application.erase_on = end_of_draft(tx, form, application.channel);
  store::save(tx.db, application);
  tx.send(mail_to_go_on(c, application, service_name, mail));
}

void discard(acts::Transaction& tx, Application& application) {
  change(tx, application, Verb::discard);
  store::remove(tx.db, application.id);
  store::remove_logins(tx.db, application.id);
  store::remove_person(tx.db, application.id);
  store::remove_signatures(tx.db, application.id);
  erase_questions(tx, application.id);
  store::remove_reduction(tx.db, application.id);
  store::remove_inside(tx.db, application.id);
  store::remove_paper(tx.db, application.id);
  blobs::release_all(tx.db, subject_of(application), tx.now);
  accounts::let_go(tx, subject_of(application));
  tx.withdraw(subject_of(application));
}

}  // namespace kreislauf::applications
