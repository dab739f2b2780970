#pragma once

#include "administration/news/model.h"
#include "authority/authority.h"
#include "platform/acts/outbox.h"
#include "platform/i18n/i18n.h"

// The mails of this module, ready for the outbox. Their frame is in the reader's language; what the town writes is
// German.
namespace kreislauf::news {

acts::OutboxMessage mail_to_confirm(i18n::Translator const& t, authority::Authority const& town,
                                    Subscriber const& reader);
acts::OutboxMessage mail_of(i18n::Translator const& t, authority::Authority const& town, Piece const& piece,
                            Subscriber const& reader);

}  // namespace kreislauf::news
