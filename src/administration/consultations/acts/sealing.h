#pragma once

#include "administration/consultations/model.h"
#include "authority/house.h"
#include "platform/crypto/keys.h"

namespace kreislauf::consultations {

/// `consultation:1f0c…`: in events and in the outbox.
std::string subject_of(Consultation const& one);
Said said_of(crypto::Keys const& keys, Consultation const& one);
std::string sealed(crypto::Keys const& keys, Consultation const& one, Said const& said, crypto::Random& random);

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::consultations
