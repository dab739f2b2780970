#pragma once

#include "administration/applications/applications.h"
#include "administration/applications/model.h"
#include "platform/acts/acts.h"

// What is counted for the head of an office: how far drafts come, by which way applications do, and how it went. Of
// nobody: a number goes up, and that is all that is kept.
namespace kreislauf::applications {

/// A draft was begun on the pages.
void count_begun(acts::Transaction& tx, Application const& draft);
/// One ends without having been sent: on which page it was not ready yet.
void count_dropped(acts::Transaction& tx, forms::Form const& form, forms::Entered const& entered, Clock const& clock,
                   Application const& draft);
/// It was sent, by its way.
void count_sent(acts::Transaction& tx, Application const& application);

/// How it went, from 1 (bad) to 5 (good).
inline constexpr int worst_mark = 1, best_mark = 5;
/// Counted once for an application; false where that was done.
bool rate(acts::Transaction& tx, Application const& application, int mark);
bool was_rated(db::Connection& connection, std::int64_t application);

}  // namespace kreislauf::applications
