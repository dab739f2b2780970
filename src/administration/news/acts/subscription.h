#pragma once

#include <optional>
#include <string>

#include "administration/news/model.h"
#include "authority/context.h"
#include "platform/acts/acts.h"

// How somebody comes to get mails, and stops it again.
namespace kreislauf::news {

/// Notes the wish and sends the mail with the link to confirm it. Somebody who is subscribed gets nothing, and who
/// asked within the last hour no second mail: the answer on the page is the same for all, and nobody is flooded by
/// others.
void ask(acts::Transaction& tx, authority::TownContext const& c, std::string const& address);
/// The address that is subscribed from now on (or was before), or nothing when the link belongs to nobody any longer.
std::optional<std::string> confirm(acts::Transaction& tx, std::string_view token);
/// Whether the link still belonged to somebody.
bool unsubscribe(acts::Transaction& tx, std::string_view token);

/// What was never confirmed is forgotten after so many days.
inline constexpr int days_to_confirm = 7;

}  // namespace kreislauf::news
