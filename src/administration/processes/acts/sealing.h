#pragma once

#include <string>

#include "administration/processes/model.h"
#include "platform/crypto/keys.h"

// Where tokens stand is sealed for its place: it opens nowhere else.
namespace kreislauf::processes {

void seal(crypto::Keys const& keys, crypto::Random& random, Running& one, std::string_view text);
/// Empty where it is over, or no key opens it.
std::string opened(crypto::Keys const& keys, Running const& one);

}  // namespace kreislauf::processes
