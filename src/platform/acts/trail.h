#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/acts/acts.h"

/// The events of an authority as somebody asks for them: by who, by day, a page at a time.
namespace kreislauf::acts {

struct TrailWish {
  std::string who = {};                          ///< actor or subject: `staff:7`; empty: everybody
  std::optional<Instant> from = {}, until = {};  ///< `until` itself no longer belongs to it
  std::int64_t before = 0;                       ///< smaller numbers only; 0 begins with the newest
  std::size_t limit = 50;
};
/// Newest first.
std::vector<Event> trail(db::Connection& connection, TrailWish const& wish);

/// A value of the data of an event: `2` of `{"desk":2}`, `missed` of `{"to":"missed"}`; empty where there is none.
std::string value_in(std::string_view data, std::string_view name);

}  // namespace kreislauf::acts
