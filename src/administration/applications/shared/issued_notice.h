#pragma once

#include "administration/applications/applications.h"
#include "administration/applications/model.h"
#include "administration/notices/notices.h"
#include "platform/http/message.h"

namespace kreislauf::applications {

/// One that was issued to this application, by the name of its file: `17.pdf`. Throws NotFound.
notices::Notice issued_notice(authority::TownContext const& c, Application const& application, std::string_view name);
/// Its document, as it was issued.
http::Response issued_file(Applications& module, authority::TownContext const& c, Application const& application,
                           std::string_view name);

}  // namespace kreislauf::applications
