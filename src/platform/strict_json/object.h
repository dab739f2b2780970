#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

/// JSON objects of others that something hangs on: bounded in depth, each name once.
namespace kreislauf::strict_json {

enum class Fault : std::uint8_t {
  unreadable,  ///< no object
  name_twice   ///< readers differ in which of both they take (RFC 8725 § 2.4, RFC 7519 § 4)
};
/// How long a text may be is the caller's business.
Result<boost::json::object, Fault> object_in(std::string_view text);

/// Empty where it is not there or no text.
std::string text_at(boost::json::object const& object, std::string_view name);

}  // namespace kreislauf::strict_json
