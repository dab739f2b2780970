#pragma once

#include "administration/accounts/acts/secrets.h"
#include "authority/context.h"
#include "authority/house.h"
#include "platform/acts/outbox.h"

namespace kreislauf::accounts {

/// The code, for who signs in or gives a new address. Nobody needs it when its time is over.
acts::OutboxMessage mail_code(authority::TownContext const& c, Wanted const& wanted, std::string_view code,
                              Instant now);
/// To the address before: a new one was given.
acts::OutboxMessage mail_moved(authority::TownContext const& c, std::int64_t account, std::string const& to);
/// A passkey was made that opens the account.
acts::OutboxMessage mail_passkey(authority::TownContext const& c, std::int64_t account, std::string const& to);
/// Nobody has come for two years: it ends.
acts::OutboxMessage mail_ending(authority::TownVisit& visit, Account const& account, std::string const& to);

}  // namespace kreislauf::accounts
