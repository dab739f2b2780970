#pragma once

#include "administration/applications/model.h"
#include "administration/messages/messages.h"
#include "authority/page.h"

namespace kreislauf::applications::pages {

void write_thread(html::Writer& out, authority::TownContext const& c, Application const& a,
                  std::vector<messages::Shown> const& thread);
/// The part of the page of an application: what was written, and the way to write.
struct ThreadTold {
  bool said = false;   ///< something was written just now
  bool quiet = false;  ///< something else on the page has to be done first
};
void write_messages(html::Writer& out, authority::TownContext const& c, Application const& a,
                    std::vector<messages::Shown> const& thread, ThreadTold told);

}  // namespace kreislauf::applications::pages
