#pragma once

#include <string>

#include "administration/applications/applications.h"
#include "administration/applications/store/transfers.h"

// What carries an application from one authority to another: senders of the outbox. This program has the keys of both.
namespace kreislauf::applications {

/// The office of this town that a service belongs to; empty where it has none.
std::string office_in(authority::Town const& town, catalog::Service const* service);

/// Brings what was passed on to the other authority, and back the word that it is there. An empty text is success.
std::string cross(Applications& module, authority::TownVisit& visit, acts::OutboxMessage const& message);
/// Brings back what the other authority is not competent for, either.
std::string cross_back(Applications& module, authority::TownVisit& visit, acts::OutboxMessage const& message);

}  // namespace kreislauf::applications
