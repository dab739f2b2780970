#pragma once

#include <optional>

#include "administration/payments/payments.h"

namespace kreislauf::payments {

/// Asks providers about what they have not answered (due).
std::optional<Instant> ask_providers(Payments const& payments, authority::TownVisit& visit);
/// Asks once more about all that is undecided, whatever its turn (daily).
std::optional<Instant> reconcile(Payments const& payments, authority::TownVisit& visit);
/// Ends what may not be kept any longer (daily): addresses after thirty days, texts of transfers after ninety,
/// receivables ten years after the end of their year (§ 59 KomHVO NRW).
std::optional<Instant> erase(authority::TownVisit& visit);
/// Are the sums and states those that follow from the payments? (`kreislauf verify payments TOWN`)
authority::Verified verify(authority::TownVisit& visit);

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::payments
