#pragma once

#include <string>

#include "administration/notifications/acts/choosing.h"
#include "administration/notifications/acts/pushing.h"
#include "authority/page.h"

// The page on which somebody chooses: quiet hours, and the devices that say something. Who has the matter puts it under
// an address of its own and asks who is there.
namespace kreislauf::notifications {

struct Matter {
  std::string subject;  ///< `application:17`
  std::string path;     ///< of the page, without the language
  authority::PageMeta meta;
  bool has_mail = false;  ///< somebody has given a mailbox: there is a way without a device
};

http::Response show_ways(authority::TownContext const& c, http::Request const& request, Matter matter);
/// The forms of that page; each leads back to it.
http::Response save_quiet(authority::TownContext const& c, http::Request const& request, Matter matter);
http::Response allow_device(Notifications const& module, authority::TownContext const& c, http::Request const& request,
                            Matter const& matter);
http::Response drop_device(authority::TownContext const& c, http::Request const& request, Matter const& matter);

}  // namespace kreislauf::notifications
