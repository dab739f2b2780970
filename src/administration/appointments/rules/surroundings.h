#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace kreislauf::appointments {

/// What a plan of an office can name besides itself.
struct Surroundings {
  std::function<std::string(std::string_view)> service_key;   ///< of a short name or a key; empty when there is none
  std::function<std::string(std::string_view)> service_name;  ///< short name of a key, or the key
  std::function<bool(std::string_view)> has_office;
};

}  // namespace kreislauf::appointments
