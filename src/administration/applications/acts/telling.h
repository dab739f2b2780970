#pragma once

#include <string>
#include <string_view>

#include "administration/applications/acts/mails.h"
#include "administration/notifications/notifications.h"
#include "platform/acts/acts.h"

namespace kreislauf::applications {

/// What has happened, and the mail that says it; without one it says that there is something new.
struct Happened {
  notifications::Kind kind = notifications::Kind::changed;
  std::string_view service_name;
  std::string to = {};  ///< another mailbox than that of the application: of who has asked a question
  acts::OutboxMessage mail = {};
  std::string_view page = {};  ///< below its own: `/frage`
};
/// Tells the applicant, by the ways that were chosen for the application or the account in which it lies. `t` speaks
/// the language of the applicant.
void tell_applicant(acts::Transaction& tx, Post const& post, crypto::Random& random, i18n::Translator const& t,
                    Application const& application, Happened happened);

}  // namespace kreislauf::applications
