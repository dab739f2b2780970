#pragma once

#include <string>

#include "administration/forms/exchange/xdatenfelder/schema.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// The message 0102 of a schema, in the order of elements that its release wants.
std::string write(Schema const& schema);

}  // namespace kreislauf::forms::exchange::xdatenfelder
