#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string_view>

#include "platform/http/message.h"

/// What programs get, of all modules: JSON, and problems with a code.
namespace kreislauf::authority::api {

http::Response answer(boost::json::object const& body, unsigned status = 200);
/// RFC 9457 with a `code` that stays the same from version to version; never with personal data.
http::Response problem(unsigned status, std::string_view code, std::string_view detail, boost::json::object more = {});
/// What must stand before each act: the key that makes it happen once.
std::optional<http::Response> without_key(http::Request const& request);
/// The key was used for something else.
http::Response key_was_used();

}  // namespace kreislauf::authority::api
