#pragma once

#include <string_view>

namespace kreislauf::app {

inline constexpr std::string_view version = KREISLAUF_VERSION;

}  // namespace kreislauf::app
