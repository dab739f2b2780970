#pragma once

#include <string>
#include <string_view>

#include "administration/delivery/rules/transitions.h"
#include "authority/context.h"
#include "platform/acts/acts.h"

// What others ask of a delivery, inside of their own acts.
namespace kreislauf::delivery {

struct Order {
  std::string subject;  ///< `application:17`
  std::string number;   ///< `2026-000017`
  std::string service;  ///< slug
  std::string office;
};
/// It goes to the specialist system of its service, after the commit; nothing where the service has none.
void order(acts::Transaction& tx, authority::TownContext const& c, Order const& order);
/// The applicant takes it back: what has not left does not leave.
void recall(acts::Transaction& tx, std::string_view subject);
/// The application is gone: so is everything of it here, and what still lies in a drop folder goes next.
void erase(acts::Transaction& tx, std::string_view subject);

/// Somebody in the office sends once more what was given up or not taken. Throws NotFound; nothing where it is on its
/// way again already.
void send_again(acts::Transaction& tx, std::int64_t id);

/// The office works on it here: it goes nowhere any more. Throws NotFound.
void keep_here(acts::Transaction& tx, std::int64_t id);

/// Changes its state where the table allows it and notes that; does not store it. False: nothing is changed.
bool change(acts::Transaction& tx, Delivery& delivery, Verb verb);
/// Puts it into the outbox, for now or for then.
void enqueue(acts::Transaction& tx, Delivery const& delivery, Instant due = {});

inline constexpr std::string_view outbox_kind = "delivery";

}  // namespace kreislauf::delivery
