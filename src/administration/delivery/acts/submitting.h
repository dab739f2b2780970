#pragma once

#include "administration/delivery/acts/submission_api.h"
#include "administration/delivery/acts/work.h"

// A submission: announced, filled, handed over. Each step is stored before the next one; what was handed over and got
// no answer is asked about (acts/asking), never sent a second time on suspicion.
namespace kreislauf::delivery {

Outcome to_service(Work& work);
/// How often it was handed over.
std::int64_t tries_of(Delivery const& delivery);

/// The secret of the destination, opened; empty when no key opens it any more.
std::string opened_secret(crypto::Keys const& keys, Destination const& destination);
std::string sealed_secret(crypto::Keys const& keys, Destination const& destination, std::string_view secret,
                          crypto::Random& random);
/// What goes with the address at which the service tells that something has happened.
std::string callback_code_of(crypto::Keys const& keys, Delivery const& delivery);
bool callback_code_fits(crypto::Keys const& keys, Delivery const& delivery, std::string_view given);

}  // namespace kreislauf::delivery
