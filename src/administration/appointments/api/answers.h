#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/running.h"
#include "authority/api_answers.h"

/// What programs get: JSON, and problems with a code.
namespace kreislauf::appointments::api {

using authority::api::answer, authority::api::problem, authority::api::without_key;

boost::json::object time_json(std::string_view office, Day day, int minute, int minutes);
boost::json::array times_json(std::vector<Calendar const*> const& calendars, Wish const& wish, Instant now,
                              std::size_t limit);
boost::json::array items_json(std::vector<Item> const& items);

/// Runs an act and says what happened: its answer, or why not. NotFree goes on to the caller.
http::Response run(FunctionRef<acts::Answer()> act);
/// The time is taken: the next best ones, at all offices.
http::Response taken(Scene const& scene, authority::TownContext const& context, Wish wish);

}  // namespace kreislauf::appointments::api
