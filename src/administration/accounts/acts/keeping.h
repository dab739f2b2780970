#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "administration/accounts/model.h"
#include "authority/context.h"
#include "authority/house.h"
#include "platform/acts/acts.h"

// What somebody keeps in an account.
namespace kreislauf::accounts {

/// Puts something of another module into the account; what is there stays. False when the account is full.
bool keep(acts::Transaction& tx, std::int64_t account, std::string_view subject);
bool is_kept(db::Connection& connection, std::int64_t account, std::string_view subject);
/// In which accounts it lies: `account:3`.
std::vector<std::string> holders_of(db::Connection& connection, std::string_view subject);
/// What lies in it: `application:17`, the newest first.
std::vector<std::string> subjects_of(db::Connection& connection, std::int64_t account);
void take_out(acts::Transaction& tx, std::int64_t account, std::string_view subject);
/// It is gone: no account names it any longer.
void let_go(acts::Transaction& tx, std::string_view subject);
/// Who has proven to be the owner is the only one who keeps it, or nobody (0).
void let_go_but(acts::Transaction& tx, std::string_view subject, std::int64_t account);

/// What somebody wants to be known for the next application; with nothing in it, what was known is deleted.
void remember(acts::Transaction& tx, authority::TownContext const& c, std::int64_t account, Facts facts);
Facts known_facts(db::Connection& connection, authority::TownContext const& c, std::int64_t account);
/// The same with the address of the account, for who asks where mails go.
Facts offered_facts(db::Connection& connection, authority::TownContext const& c, std::int64_t account);
/// Facts of the account were given to something, because its owner said so.
void note_use(acts::Transaction& tx, std::int64_t account, std::string_view subject);

/// The account ends; what was kept in it is no longer named, but stays where it is.
void end_account(acts::Transaction& tx, std::int64_t account);

/// Once a day: warns who has not come for two years, ends accounts, codes and sessions whose time is over.
std::optional<Instant> forget_due(authority::TownVisit& visit);
void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::accounts
