#pragma once

#include <string>

#include "administration/programs/model.h"
#include "platform/crypto/keys.h"

// What this module seals of a receiver: the secret of its signatures, and who looks after it.
namespace kreislauf::programs {

std::string sealed_secret(crypto::Keys const& keys, Webhook const& hook, std::string_view secret,
                          crypto::Random& random);
/// Empty when no key opens it any more.
std::string secret_of(crypto::Keys const& keys, Webhook const& hook);
std::string sealed_mail(crypto::Keys const& keys, Webhook const& hook, std::string_view mail, crypto::Random& random);
std::string mail_of(crypto::Keys const& keys, Webhook const& hook);

}  // namespace kreislauf::programs
