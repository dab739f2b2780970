#pragma once

#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "administration/forms/model.h"

namespace kreislauf::forms::exchange {

/// A condition in FEEL as a schema of the object whose answers it uses: yes and no, one answer of several, how many
/// were ticked, and `and`, `or` of these. Nothing where JSON Schema cannot say exactly the same, or where it uses
/// what `question` does not know.
std::optional<boost::json::object> json_condition(std::string_view feel,
                                                  std::function<Question const*(std::string_view)> const& question);

}  // namespace kreislauf::forms::exchange
