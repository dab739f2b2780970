#pragma once

#include "administration/applications/acts/drafting.h"
#include "administration/messages/messages.h"
#include "administration/payments/payments.h"

// What the office does with an application that needs no case of its own.
namespace kreislauf::applications {

/// Somebody takes it over.
/// `t` speaks the language in which the application was written.
void deliver(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
             Application& application, std::string_view service_name);
/// The office writes to the applicant; `asks`: it needs an answer. Throws messages::ThreadFull.
struct Letter {
  messages::Content content;
  bool asks = false;
  std::int64_t seen = 0;  ///< the last message that the writer had before him
};
void write_to_applicant(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t,
                        Application const& application, std::string_view service_name, Letter letter);
/// It is decided; the sentence is read by the applicant. A rejection needs one (§ 39 VwVfG NRW).
struct Decision {
  bool accepted = false;
  std::string reason = {};
  payments::Payments const& payments;  ///< of a rejected application nothing is owed
};
void decide(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t, Application& application,
            forms::Form const& form, std::string_view service_name, Decision const& decision);

/// It is looked at once more: a remedy was right, or facts are new (§§ 48, 49, 51 VwVfG NRW). What was said before is
/// gone from its page; what was paid back or dropped stays so.
void resume(acts::Transaction& tx, authority::TownContext const& c, i18n::Translator const& t, Application& application,
            std::string_view service_name);

}  // namespace kreislauf::applications
