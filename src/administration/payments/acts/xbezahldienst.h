#pragma once

#include <memory>

#include "administration/payments/acts/provider.h"
#include "platform/calls/calls.h"

namespace kreislauf::payments {

/// Where a payment service is and how this authority is known there.
struct ServicePlace {
  std::string url;  ///< without a slash at its end
  std::string originator, endpoint;
  std::string key;  ///< sent as a bearer token
  std::string_view way = by_provider;
};
/// A service with the interface XBezahldienste 1.0.0: `POST /paymenttransaction/{originatorId}/{endPointId}`, `GET` of
/// the same with the id of the transaction. `/capture` and `/refund` below it are additions which the standard does not
/// have; a service without them refuses, and the treasury gives back by transfer.
std::unique_ptr<Provider> xbezahldienst(calls::Caller& caller, ServicePlace place);

}  // namespace kreislauf::payments
