#pragma once

#include <span>

#include "administration/payments/acts/paying.h"

// Several receivables paid by one charge. Each part is a payment of its own receivable, so sums, states and refunds are
// those of single payments; the provider knows the first part alone, with the amount of all.
namespace kreislauf::payments {

inline constexpr std::size_t largest_basket = 20;

/// Stores one charge over these receivables, each with what is still owed for it; answers its first part. Where just
/// these are undecided together already, that charge. Throws Other where they owe another sum than `total` (something
/// was paid or called off meanwhile), Busy where a charge of one of them is undecided, BadRequest for too many or too
/// much, NotFound.
Payment prepare_basket(acts::Transaction& tx, crypto::Random& random, std::vector<std::int64_t> receivables,
                       std::string_view way, Money total);
struct OtherSum : Refused {};
struct Busy : Refused {};

/// A charge with all of its parts, the first one first; a single payment is alone.
std::vector<Payment> whole_of(db::Connection& connection, Payment const& payment);
Money total_of(std::span<Payment const> parts);
/// What each part gets of what came: its own amount as long as there is something, the last one what is too much.
std::vector<Money> shares_of(Money came, std::span<Payment const> parts);

}  // namespace kreislauf::payments
