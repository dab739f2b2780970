#pragma once

#include "administration/applications/acts/mails.h"

namespace kreislauf::applications {

/// Another authority goes on with it; the way there leads over the page that is known already.
struct PassedOn {
  std::string_view service, authority, number;
};
acts::OutboxMessage mail_passed_on(Post const& post, i18n::Translator const& t, Application const& application,
                                   PassedOn const& to_whom, std::string const& to);

}  // namespace kreislauf::applications
