#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/oidc/refusal.h"
#include "platform/strict_json/object.h"

/// JSON objects of providers.
namespace kreislauf::oidc {

/// Refuses with `unreadable` what is no object, and with name_twice one in which a name stands twice at the same place.
Outcome<boost::json::object> object_in(std::string_view text, Reason unreadable);

using strict_json::text_at;
/// Texts of a list; one text counts as a list of one. Nothing for anything else.
std::optional<std::vector<std::string>> texts_at(boost::json::object const& object, std::string_view name);
/// Seconds since 1970, whole ones. Nothing for what is no number or lies beyond the calendar.
std::optional<std::int64_t> seconds_at(boost::json::object const& object, std::string_view name);

}  // namespace kreislauf::oidc
