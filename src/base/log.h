#pragma once

#include <string>
#include <string_view>

/// Structured lines on standard error, one JSON object each. Never give them values that people have typed.
namespace kreislauf::log {

void info(std::string_view event, std::string_view detail = {});
void error(std::string_view event, std::string_view detail = {});

/// The line as it is written; `detail` may be any bytes.
std::string written(std::string_view at, std::string_view level, std::string_view event, std::string_view detail);

}  // namespace kreislauf::log
