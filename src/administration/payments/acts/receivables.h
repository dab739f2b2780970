#pragma once

#include <string>

#include "administration/payments/payments.h"
#include "administration/payments/rules/transitions.h"

namespace kreislauf::payments {

/// Throws NotFound.
Receivable current(acts::Transaction& tx, std::int64_t id);

/// Counts the payments of a receivable again and stores what follows: state, event, word to who asked for the money.
/// Returns the state before. Throws std::logic_error where the table of transitions knows no such way.
State settle(acts::Transaction& tx, Payments const& payments, Receivable& receivable, Verb verb);

/// The address for the receipt; empty where there is none, or no key opens it.
std::string mail_of(crypto::Keys const& keys, Receivable const& receivable);
std::string sealed_mail(crypto::Keys const& keys, Receivable const& receivable, std::string_view mail,
                        crypto::Random& random);

}  // namespace kreislauf::payments
