#pragma once

#include <optional>
#include <string>

#include "administration/payments/acts/paying.h"
#include "administration/payments/rules/camt.h"
#include "administration/payments/store/debits.h"
#include "authority/authority.h"

// Direct debits: a mandate, told before, in one file, collected or returned. Each is a charge of its receivable, so
// that nothing is paid twice by another way meanwhile.
namespace kreislauf::payments {

/// Whose account is debited.
struct Debtor {
  std::string name, iban;
};
Debtor debtor_of(crypto::Keys const& keys, Mandate const& mandate);

/// What somebody has agreed to.
struct Agreement {
  Debtor debtor;
  std::string mail;
  std::int64_t account = 0;  ///< also what this account owes later; 0: this once
};
/// Where a debit happens: `site` for links, the town for its name.
struct DebitDesk {
  Payments const& payments;
  authority::Authority const& authority;
  crypto::Keys const& keys;
  crypto::Random& random;
};
/// Takes the mandate and announces the debit by mail, with amount and day. Throws NothingOwed, Busy where a charge is
/// undecided, NoDebits where the authority collects none.
Debit give_mandate(acts::Transaction& tx, DebitDesk const& desk, std::int64_t receivable, Agreement const& agreement);
/// The same by the mandate that an account has given before. Throws also NotFound.
Debit debit_again(acts::Transaction& tx, DebitDesk const& desk, std::int64_t receivable, std::int64_t account,
                  std::string const& mail);
struct NoDebits : Refused {};

/// Before it is in a file: nothing is debited, the receivable is open again. A mandate for one receivable ends with it,
/// one of an account where `revoke` says so. Throws TooLateForBank.
void call_off_debit(acts::Transaction& tx, Payments const& payments, std::int64_t receivable, bool revoke);
struct TooLateForBank : Refused {};

/// The mandate of an account is taken back: the one by which this receivable was debited, or that of who is signed in
/// (0: nobody). What is in a file stays there; what is announced is called off, of others when the next file is made.
void revoke_mandate(acts::Transaction& tx, Payments const& payments, std::int64_t receivable, std::int64_t account);

/// All that is due within a week, each once; what is owed no more is called off. Nothing: there is nothing to collect.
std::optional<DebitRun> make_run(acts::Transaction& tx, Payments const& payments);
/// The file of a run, the same whenever it is fetched. What no key opens any more is left out of nothing: throws
/// std::runtime_error.
std::string file_of(db::Connection& connection, crypto::Keys const& keys, DebitRun const& run);

/// A line of a statement that belongs to a debit: collected, returned, or a whole group of a file. Nothing: it belongs
/// to none. Answers the receivable of the (first) debit.
std::optional<std::int64_t> take_debit_line(acts::Transaction& tx, Desk const& desk, StatementLine const& line);

/// Ends mandates whose time is over: fourteen months after the last debit or after they were revoked.
void forget_mandates(db::Connection& connection, Instant now);
void renew_mandates(authority::TownVisit& visit);
std::int64_t mandates_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::payments
