#pragma once

#include "administration/notices/acts/writing.h"
#include "administration/notices/model.h"
#include "administration/notices/rules/court.h"
#include "administration/notices/rules/frame.h"
#include "administration/notices/rules/template.h"
#include "authority/module.h"

/// Notices: the door for the module that has their subjects, which also draws their pages.
namespace kreislauf::notices {

/// All that this module gives to the house.
authority::Module module();

/// Issued for the post in this office and not yet given to it, the oldest first.
std::vector<Notice> to_post(db::Connection& connection, std::string_view office, std::size_t limit);

}  // namespace kreislauf::notices
