#pragma once

#include <optional>
#include <string>

#include "administration/delivery/delivery.h"
#include "administration/delivery/rules/transitions.h"
#include "administration/delivery/store/store.h"
#include "base/function_ref.h"

namespace kreislauf::delivery {

/// One delivery while it is worked on, outside of every act.
struct Work {
  Deliveries& module;
  authority::TownVisit& visit;
  Delivery delivery;
  Destination destination;

  /// One act: reads it again, changes it where the table allows it, lets `fill` write the rest, stores it and tells who
  /// listens. False where it is meanwhile something else: then nothing is stored, and `delivery` is what it is now.
  bool settle(Verb verb, FunctionRef<void(Delivery&)> fill);
  bool settle(Verb verb) {
    return settle(verb, [](Delivery&) {});
  }
};

/// Why it did not go, in German for the office, without personal data.
struct Trouble {
  std::string words;
  bool forever = false;  ///< trying again would change nothing
};
/// Nothing: there is none.
using Outcome = std::optional<Trouble>;

}  // namespace kreislauf::delivery
