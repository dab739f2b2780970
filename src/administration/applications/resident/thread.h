#pragma once

#include "administration/applications/model.h"
#include "administration/messages/messages.h"
#include "authority/page.h"

namespace kreislauf::applications::pages {

void write_thread(html::Writer& out, authority::TownContext const& c, Application const& a,
                  std::vector<messages::Shown> const& thread);
/// The part of the page of an application: what was written, and the way to write.
void write_messages(html::Writer& out, authority::TownContext const& c, Application const& a,
                    std::vector<messages::Shown> const& thread, bool said);

}  // namespace kreislauf::applications::pages
