#pragma once

#include <memory>

#include "administration/notifications/acts/choosing.h"
#include "administration/notifications/acts/pushing.h"
#include "administration/notifications/acts/telling.h"
#include "administration/notifications/shared/ways.h"
#include "authority/module.h"

/// News of one's own matters by mail and on the telephone (web push), with quiet hours. The door for modules that have
/// such matters:
///
///   notifications::tell(tx, {c.keys, c.random}, {.kind = Kind::decided, .subjects = {"application:17"}, ...});
///   notifications::erase(tx, "application:17");
namespace kreislauf::notifications {

std::shared_ptr<Notifications> make(authority::House& house);
/// All that this module gives to the house.
authority::Module module(std::shared_ptr<Notifications> notifications);

}  // namespace kreislauf::notifications
