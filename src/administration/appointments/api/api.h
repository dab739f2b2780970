#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "administration/appointments/resident/resident.h"

/// The acts of residents for other programs, as JSON. The same rules and limits hold as on the pages.
namespace kreislauf::appointments::api {

using authority::Context;

http::Response offices(Appointments& module, http::Request const& request, Context& context);
http::Response times(Appointments& module, http::Request const& request, Context& context);
http::Response appointment(Appointments& module, http::Request const& request, Context& context);
http::Response hold_time(Appointments& module, http::Request const& request, Context& context);
http::Response book_it(Appointments& module, http::Request const& request, Context& context);
http::Response confirm_it(Appointments& module, http::Request const& request, Context& context);
http::Response move_it(Appointments& module, http::Request const& request, Context& context);
http::Response cancel_it(Appointments& module, http::Request const& request, Context& context);

// ---- Parts (api_parts.cc)

/// What was sent: a query, a form or a JSON object. Throws BadRequest when it is none of them.
class Given {
 public:
  static Given query(http::Request const& request);
  static Given body(http::Request const& request);

  /// A text, or a number as text; empty when absent. Throws BadRequest for a list or an object.
  std::string text(std::string_view name) const;
  /// `service=A&quantity=2&service=B`: a quantity belongs to the service before it; or `services` of a JSON object.
  /// Throws BadRequest.
  std::vector<Item> items(Appointments& module) const;

 private:
  std::string_view form_;
  std::optional<boost::json::object> object_;
};

/// Office, day, time and way of an act. Throws BadRequest with what is missing.
Choice read_choice(Given const& given, std::vector<Item> items, Channel otherwise);

http::Response answer(boost::json::object const& body, unsigned status = 200);
/// RFC 9457 with a `code` that stays the same from version to version; never with personal data.
http::Response problem(unsigned status, std::string_view code, std::string_view detail, boost::json::object more = {});
/// What must stand before each act: the key that makes it happen once.
std::optional<http::Response> without_key(http::Request const& request);

boost::json::object time_json(std::string_view office, Day day, int minute, int minutes);
boost::json::array times_json(std::vector<Calendar const*> const& calendars, Wish const& wish, Instant now,
                              std::size_t limit);
boost::json::array items_json(std::vector<Item> const& items);

/// Runs an act and says what happened: its answer, or why not.
http::Response run(std::function<acts::Answer()> const& act);
/// The time is taken: the next best ones, at all offices.
http::Response taken(Scene const& scene, Context const& context, Wish wish);

}  // namespace kreislauf::appointments::api
