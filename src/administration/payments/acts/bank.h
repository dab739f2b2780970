#pragma once

#include "administration/payments/acts/paying.h"
#include "administration/payments/rules/camt.h"

// Money that came without a provider: by transfer, or at the counter.
namespace kreislauf::payments {

struct Booked {
  std::size_t booked = 0, unclear = 0, known = 0;
};
/// Stores the lines of a statement, in bounded commits; each once. What names one receivable is booked to it, whatever
/// the amount; what names none or several waits for the treasury. Direct debits are collected or come back by their
/// references. Other money that goes is not looked at: refunds are told by hand.
Booked take_statement(Desk const& desk, crypto::Random& random, std::vector<StatementLine> const& lines,
                      std::string_view actor);

/// The treasury says to which receivable a line belongs. Throws NotFound, NothingKnown.
void assign(acts::Transaction& tx, Desk const& desk, crypto::Random& random, std::int64_t entry,
            std::string_view kassenzeichen);
struct NothingKnown : Refused {};
/// A line belongs to no receivable here: a payout of the provider, something else.
void file_away(acts::Transaction& tx, std::int64_t entry);

/// Somebody has paid at the counter; the whole that is still owed. Throws NothingOwed, or NotNow where a charge of the
/// provider is undecided.
void pay_at_counter(acts::Transaction& tx, Desk const& desk, crypto::Random& random, std::int64_t receivable);
struct NotNow : Refused {};

}  // namespace kreislauf::payments
