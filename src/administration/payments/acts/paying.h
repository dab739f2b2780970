#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "administration/payments/acts/provider.h"
#include "administration/payments/acts/receivables.h"

// Charges of a provider: stored before it is called, asked about until it has answered.
namespace kreislauf::payments {

/// What a charge or a refund needs where it happens: in a request, in a job or in a simulation.
struct Desk {
  db::Database& db;
  Clock const& clock;
  Payments const& payments;
  /// Puts the receipt into the outbox when a receivable is paid; nothing: there is none.
  std::function<void(acts::Transaction&, Receivable const&)> receipt = {};
  /// Tells by mail that a direct debit has come back; nothing: nobody is told.
  std::function<void(acts::Transaction&, Receivable const&, Money)> bounced = {};
  /// Tells by mail that what a payer has agreed to was not taken, and what is still to be paid; nothing: nobody is
  /// told.
  std::function<void(acts::Transaction&, Receivable const&)> released = {};
  /// Hears of each question without an answer, for the log.
  std::function<void(Payment const&, Said const&)> unanswered = {};
};

/// Nothing can be paid: it is paid, cancelled or given back.
struct NothingOwed : Refused {};

/// Stores a charge about what is still owed. Where one is undecided, that one: nobody pays twice because of a second
/// click, tab or device. Throws NothingOwed, NotFound.
Payment prepare(acts::Transaction& tx, crypto::Random& random, std::int64_t receivable, std::string_view way);
/// What the provider is asked for a stored charge; of a basket its first part, with the amount of all.
Order order_of(Receivable const& receivable, Payment const& payment, Money total, Instant now);

/// Asks the provider about a payment, whatever is to be asked: begin, status, capture, refund. Outside of any act.
Said ask(db::Database& db, Provider& provider, Payment const& payment, Instant now);
/// Stores what a provider has said. What comes twice, late or out of order changes nothing.
void apply(acts::Transaction& tx, Desk const& desk, std::int64_t payment, Said const& said);

/// The treasury has learnt on the telephone how a charge or refund went that the provider never answers. A refund that
/// did not happen waits to be transferred by hand. Decided meanwhile: nothing changes. Throws NotFound.
void settle_by_word(acts::Transaction& tx, Desk const& desk, std::int64_t payment, bool happened);

/// How many are asked about in one go, in one commit; a provider that is silent so often is left alone until the next.
struct Round {
  std::size_t most = 10, silences = 1;
};
/// Asks about those whose time has come. `provider_of` gives the provider of a way, or nullptr where there is none any
/// more. Returns how many were asked.
std::size_t ask_due(Desk const& desk, std::function<Provider*(std::string_view way)> const& provider_of,
                    Round const& round = {});
/// Asks about one now, where nobody has asked in the last seconds.
void ask_now(Desk const& desk, Provider& provider, std::int64_t payment);

/// When to ask again after so many questions in vain: 10 seconds to an hour.
std::chrono::seconds pause_after(std::int64_t asked);

}  // namespace kreislauf::payments
