#pragma once

#include "administration/notices/notices.h"

namespace kreislauf::notices {

void add_office_routes(authority::Rows& rows, Notices& module);
/// Above the work lists, as long as something was not fetched in time.
authority::Panel lapsed_panel();

}  // namespace kreislauf::notices
