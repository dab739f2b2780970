#include "administration/delivery/api/callback.h"

#include "administration/delivery/acts/asking.h"
#include "base/errors.h"
#include "platform/http/numbers.h"

namespace kreislauf::delivery {

namespace {

/// The service says that something has happened. Its body is not even read: it only makes us ask.
http::Response callback(Deliveries&, http::Request const&, authority::TownContext& c) {
  if (not take_hint(c, http::number_in(c.path("nummer")).value_or(0), c.path("kennung"))) throw Forbidden{};
  return {.content_type = "application/json", .body = "{}", .caching = http::Caching::none};
}

}  // namespace

void add_callback_route(authority::Rows& rows, Deliveries& module) {
  rows.form("/api/v1/deliveries/{nummer}/{kennung}", 16_KB, authority::bind(module, &callback),
            "A hint of the delivery service")
      .sheds(http::Load::finish);
}

}  // namespace kreislauf::delivery
