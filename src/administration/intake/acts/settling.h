#pragma once

#include "administration/applications/applications.h"
#include "administration/intake/model.h"
#include "authority/context.h"
#include "platform/acts/acts.h"

/// What somebody does with a sheet. All of them throw Conflict where it is done already.
namespace kreislauf::intake {

/// A draft is made of it, or the one that there is goes on; its number.
std::int64_t take_over(acts::Transaction& tx, authority::TownContext const& c, Sheet sheet, forms::Form const& form,
                       std::string_view body);
/// It lies with an application that is there from now on.
void attach(acts::Transaction& tx, Sheet sheet, std::int64_t application);
/// It is not needed; why stands sealed beside it.
void discard(acts::Transaction& tx, authority::TownContext const& c, Sheet sheet, std::string_view why);
void undo_discard(acts::Transaction& tx, Sheet sheet);
/// Another office shall say what it is.
void hand_on(acts::Transaction& tx, Sheet sheet, std::string_view office);
/// The draft was sent or thrown away.
void end_draft(acts::Transaction& tx, std::int64_t application, bool sent);

/// Days that a paper which is done stays findable, before its scan is erased here.
inline constexpr int days_after_end = 30;

/// Erases what is done long enough: sheets, and files without sheets.
std::optional<Instant> erase_due(authority::TownVisit& visit);

}  // namespace kreislauf::intake
