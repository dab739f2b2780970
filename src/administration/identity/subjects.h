#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// How events and counters name people: by number or hash, never by name.
namespace kreislauf::identity {

std::string subject_of(std::int64_t id);  ///< `staff:7`
std::string attempts_of_login(std::string_view login);

}  // namespace kreislauf::identity
