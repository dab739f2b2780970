#pragma once

#include "administration/payments/model.h"
#include "authority/model.h"
#include "platform/acts/outbox.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::payments {

/// The receipt: what was paid, when the money is there. Says nothing that somebody has typed.
acts::OutboxMessage mail_paid(i18n::Translator const& t, authority::Authority const& authority,
                              Receivable const& receivable, std::string const& to);

}  // namespace kreislauf::payments
