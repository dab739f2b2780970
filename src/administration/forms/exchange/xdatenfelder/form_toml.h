#pragma once

#include <string>

#include "administration/forms/exchange/xdatenfelder/draft.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// form.toml of a draft, with its comments where they belong.
std::string form_toml(Draft const& draft);

/// A list of answers as a file beside it: `value,label`.
std::string list_csv(std::vector<Option> const& options);

}  // namespace kreislauf::forms::exchange::xdatenfelder
