#pragma once

#include <string_view>

/// Structured lines on standard error, one JSON object each. Never give them values that people have typed.
namespace kreislauf::log {

void info(std::string_view event, std::string_view detail = {});
void error(std::string_view event, std::string_view detail = {});

}  // namespace kreislauf::log
