#pragma once

#include <string_view>

#include "authority/context.h"
#include "platform/http/message.h"
#include "platform/limits/limits.h"

/// What a visitor may do before anybody knows who he is. Counted over all authorities (platform/limits): what one town
/// would refuse cannot be tried at 427.
namespace kreislauf::authority {

/// Takes one of what the network of this visitor may do; false when that is too much.
bool allows(Context const& c, http::Request const& request, limits::Limit const& limit);

/// Mails to a mailbox whose owner has not yet shown that he asked for them: one an hour begins something, three a day
/// in all. Mailboxes are told apart as their owner would (mail::mailbox_of).
bool may_begin_mail(Context const& c, std::string_view address);
/// The same mail once more, because it did not come.
bool may_repeat_mail(Context const& c, std::string_view address);
/// What was begun came to nothing, before a mail left.
void give_back_mail(Context const& c, std::string_view address);
/// The owner has answered: nothing is counted against him any longer.
void has_answered(Context const& c, std::string_view address);

}  // namespace kreislauf::authority
