#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/acts/claim.h"
#include "administration/appointments/shared/wording.h"

/// What programs send: queries, forms and JSON.
namespace kreislauf::appointments::api {

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

}  // namespace kreislauf::appointments::api
