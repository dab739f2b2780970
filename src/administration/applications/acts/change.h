#pragma once

#include "administration/applications/model.h"
#include "administration/applications/rules/transitions.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

namespace kreislauf::applications {

/// The application is not where this could be done: somebody was quicker, or a page was old.
struct TooLate : Conflict {
  TooLate() : Conflict{"this was done already, or something else has happened meanwhile"} {}
};

/// The application of this id, as it is now. Throws NotFound.
Application current(acts::Transaction& tx, std::int64_t id);
/// Brings it to where `verb` leads and notes it; does not store it. Throws TooLate.
void change(acts::Transaction& tx, Application& application, Verb verb);

}  // namespace kreislauf::applications
