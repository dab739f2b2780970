#pragma once

#include "administration/news/model.h"
#include "platform/acts/acts.h"

// What staff do with news. Numbers that do not exist are NotFound.
namespace kreislauf::news {

/// Subscribers get their mails soon after, by the job (acts/mailing.h). Gives the number of the piece.
std::int64_t publish(acts::Transaction& tx, std::string title, std::string text);
/// Mails that were sent are not sent again.
void change(acts::Transaction& tx, std::int64_t id, std::string title, std::string text);
/// Takes a piece off all lists, and its mails out of the outbox where they still wait. Doing it twice changes nothing.
void withdraw(acts::Transaction& tx, std::int64_t id);

}  // namespace kreislauf::news
