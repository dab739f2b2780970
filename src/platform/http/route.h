#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.h"

namespace kreislauf::http {

/// Who may call a route. There is no default: a route without a right does not compile. A route with `{amt}` in its
/// pattern asks for the right in that office; which role has which right stands in authority/person.cc.
enum class Right : std::uint8_t {
  everyone,
  operator_on_this_machine,
  staff,
  kiosk,
  reception,
  clerk,
  head,
  administrator
};

/// What is shed first when there is more work than time (a started payment last, exports first).
enum class Load : std::uint8_t { submit, read, search, export_data };

/// Whether an answer or a body can hold personal data: decides about caching and logs.
enum class Data : std::uint8_t { open, personal };

/// Memory-only handlers run on the network thread; handlers that may wait for disk go to the workers.
enum class Work : std::uint8_t { memory, blocking };

/// Which address the route belongs to: the portal of the region, the town's own address, or both.
enum class Place : std::uint8_t { region, authority, anywhere };

/// How a request parameter appears in the OpenAPI document.
struct Parameter {
  std::string_view name;
  std::string_view where;  ///< "path", "query" or "header"; what stands in path and header is required
  std::string_view meaning;
};

/// What a POST of the API takes and answers, for the OpenAPI document.
struct Body {
  std::string_view schema = {};  ///< of the body sent, as JSON or as form
  unsigned success = 200;
};

/// The values of `{...}` in a pattern, in order, percent-decoded.
using PathValues = std::array<std::string, 2>;

/// One line of the route table. The constructor asks for everything that protects a route, so none can be forgotten.
template <class Context>
struct Route {
  using Handler = std::function<Response(Request const&, Context&)>;

  Route(Method of, std::string_view at, Right may, Place where, Load class_of_load, Data holds, Work way, Handler call,
        std::string_view says, std::size_t most_bytes = 0, std::vector<Parameter> takes = {},
        std::string_view answers = {}, Body sent = {})
      : method{of},
        pattern{at},
        right{may},
        place{where},
        load{class_of_load},
        data{holds},
        work{way},
        handler{std::move(call)},
        summary{says},
        body_limit{most_bytes},
        parameters{std::move(takes)},
        schema{answers},
        body{sent} {}

  Method method;
  std::string_view pattern;  ///< `/dienste/{dienst}`
  Right right;
  Place place;
  Load load;
  Data data;
  Work work;
  Handler handler;
  std::string_view summary;
  std::size_t body_limit;  ///< larger bodies are refused before they are read
  std::vector<Parameter> parameters;
  std::string_view schema;  ///< name of the answer's schema in the OpenAPI document; only for the API
  Body body;
};

/// Only somebody who is signed in can have this right.
constexpr bool asks_for_staff(Right right) { return right >= Right::staff; }

/// The value of `{name}` among the values of a pattern; empty where the pattern has none.
std::string_view value_named(std::string_view pattern, std::string_view name, PathValues const& values);

/// Matches a path with a pattern; the number of values found, or -1.
int match(std::string_view pattern, std::string_view path, PathValues& values);

}  // namespace kreislauf::http
