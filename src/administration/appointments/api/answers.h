#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/running.h"

/// What programs get: JSON, and problems with a code.
namespace kreislauf::appointments::api {

http::Response answer(boost::json::object const& body, unsigned status = 200);
/// RFC 9457 with a `code` that stays the same from version to version; never with personal data.
http::Response problem(unsigned status, std::string_view code, std::string_view detail, boost::json::object more = {});
/// What must stand before each act: the key that makes it happen once.
std::optional<http::Response> without_key(http::Request const& request);

boost::json::object time_json(std::string_view office, Day day, int minute, int minutes);
boost::json::array times_json(std::vector<Calendar const*> const& calendars, Wish const& wish, Instant now,
                              std::size_t limit);
boost::json::array items_json(std::vector<Item> const& items);

/// Runs an act and says what happened: its answer, or why not. NotFree goes on to the caller.
http::Response run(FunctionRef<acts::Answer()> act);
/// The time is taken: the next best ones, at all offices.
http::Response taken(Scene const& scene, authority::TownContext const& context, Wish wish);

}  // namespace kreislauf::appointments::api
