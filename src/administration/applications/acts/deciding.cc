#include "administration/applications/acts/deciding.h"

#include "administration/applications/acts/charging.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/telling.h"
#include "administration/applications/store/store.h"
#include "administration/capacity/capacity.h"
#include "administration/delivery/delivery.h"
#include "platform/i18n/dates.h"
#include "platform/ledger/store.h"

namespace kreislauf::applications {

namespace {

void tell(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
          Application const& application, std::string_view service_name,
          notifications::Kind kind = notifications::Kind::changed) {
  tell_applicant(tx, {c.keys, c.authority, c.origin}, c.random, t, application,
                 {.kind = kind, .service_name = service_name});
}

}  // namespace

void deliver(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
             Application& application, std::string_view service_name) {
  change(tx, application, Verb::deliver);
  application.delivered_at = iso_utc(tx.now);
  store::save(tx.db, application);
  tell(tx, c, t, application, service_name);
}

void write_to_applicant(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
                        Application const& application, std::string_view service_name, Letter letter) {
  if (not can_write(application)) throw TooLate{};
  messages::write(tx, c,
                  {.subject = subject_of(application),
                   .office = application.office,
                   .sender = messages::Sender::office,
                   .open = letter.asks,
                   .seen = letter.seen,
                   .content = std::move(letter.content)});
  tell(tx, c, t, application, service_name, notifications::Kind::message);
}

void decide(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t, Application& application,
            forms::Form const& form, std::string_view service_name, Decision const& decision) {
  auto const& reason = decision.reason;
  change(tx, application, decision.accepted ? Verb::accept : Verb::reject);
  if (not decision.accepted) {
    discharge(tx, decision.payments, application);
    capacity::give_back(tx, subject_of(application));
    delivery::recall(tx, subject_of(application));
  }
  application.settled_at = iso_utc(tx.now);
  application.reason = reason.empty() ? std::string{} : sealed(c.keys, application, reason, c.random);
  application.erase_on =
      i18n::iso(std::chrono::sys_days{legal_time(tx.now).day} + std::chrono::days{form.definition().terms.kept_days});
  ledger::append(tx.db, c.random,
                 {.kind = decision.accepted ? "application.accepted" : "application.rejected",
                  .at = tx.now,
                  .actor = tx.actor,
                  .subject = subject_of(application)});
  store::save(tx.db, application);
  tell(tx, c, t, application, service_name, notifications::Kind::decided);
}

void resume(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t, Application& application,
            std::string_view service_name) {
  change(tx, application, Verb::resume);
  application.settled_at.clear();
  application.erase_on.clear();
  application.reason.clear();
  ledger::append(tx.db, c.random,
                 {.kind = "application.resumed", .at = tx.now, .actor = tx.actor, .subject = subject_of(application)});
  store::save(tx.db, application);
  tell(tx, c, t, application, service_name);
}

}  // namespace kreislauf::applications
