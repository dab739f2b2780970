#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/model.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// Who signs besides, as a text among the marks of the schema; empty where nobody does.
std::string text_of(std::vector<Cosigner> const& cosigners);
/// Reads it back; what somebody else wrote there and no form can have is left out.
std::vector<Cosigner> cosigners_in(std::string_view text);

}  // namespace kreislauf::forms::exchange::xdatenfelder
