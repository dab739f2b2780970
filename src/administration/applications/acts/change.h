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

/// A trial of a form is never sent.
struct OnlyATrial : Conflict {
  OnlyATrial() : Conflict{"this was begun to try the form and cannot be sent"} {}
};

/// A login has given the draft another link since: who holds the old one is out (docs/decisions/0016).
struct LinkRenewed : NotFound {};

/// The application of this id, as it is now. Throws NotFound.
Application current(acts::Transaction& tx, std::int64_t id);
/// The same for who came by its link: only as long as it is still that link, also between looking and acting. Throws
/// NotFound, LinkRenewed.
Application current(acts::Transaction& tx, Application const& seen);
/// Brings it to where `verb` leads and notes it; does not store it. Throws TooLate, OnlyATrial.
void change(acts::Transaction& tx, Application& application, Verb verb);

}  // namespace kreislauf::applications
