#pragma once

#include "administration/cases/cases.h"
#include "administration/notices/acts/posting.h"
#include "administration/notices/acts/writing.h"
#include "administration/notices/model.h"
#include "administration/notices/rules/court.h"
#include "administration/notices/rules/frame.h"
#include "administration/notices/rules/merging.h"
#include "administration/notices/rules/retrieval.h"
#include "administration/notices/rules/template.h"
#include "authority/module.h"
#include "platform/blobs/stores.h"

/// Notices: the door for the module that has their subjects, which also draws their pages.
namespace kreislauf::notices {

/// What the pages of this module use of others.
struct Notices {
  authority::House& house;
  blobs::Stores& blobs;
  cases::Cases& cases;
};

/// All that this module gives to the house.
authority::Module module(Notices needs);

/// Made available before this moment in this office, not fetched, and announced by nothing else.
std::vector<Notice> unfetched(db::Connection& connection, std::string_view office, std::string_view before,
                              std::size_t limit);

}  // namespace kreislauf::notices
