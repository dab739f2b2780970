#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authority/model.h"
#include "platform/db/db.h"

// One authority does a service for another: offered, agreed to, ended (§ 23 GkG NRW). All of it lies in the commons, so
// each of both sees it and neither sees anything else of the other. Ends and begins count for what is begun from then
// on; cases that run stay where they are.
namespace kreislauf::authority {

/// Waits for the other one to agree; an older offer of the same service is replaced. `since` of the agreement is the
/// moment of the offer.
void offer(db::Store& store, Delegation const& agreement);
/// Offers from and to this authority, by service.
std::vector<Delegation> offers_of(db::Store& store, std::string_view key);
/// Holds from this day on. False where the offer to this authority is gone: taken back, or agreed to already.
bool agree(db::Store& store, std::string_view service, std::string_view from, std::string_view to,
           std::string_view today);
/// The offer is taken back, or not agreed to.
void drop_offer(db::Store& store, std::string_view service, std::string_view from);
/// From now on the authority does it itself again.
void end_agreement(db::Store& store, std::string_view service, std::string_view from);

}  // namespace kreislauf::authority
