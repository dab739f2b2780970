#pragma once

#include <string>
#include <utility>
#include <vector>

#include "administration/applications/shared/file_limits.h"
#include "administration/applications/shared/own_application.h"
#include "platform/http/message.h"

namespace kreislauf::applications::pages {

/// The longest piece of a file that comes in pieces.
inline constexpr std::size_t longest_piece = 1'048'576;

/// What was sent from a page: its fields, the files that were taken, and why others were not.
struct Uploads {
  std::string fields;                                                   ///< urlencoded
  std::vector<std::pair<std::string, forms::AttachedFile>> taken = {};  ///< by question
  std::vector<std::pair<std::string, std::string>> refused = {};        ///< question and sentence
  /// Question and id of uploads in pieces that are not there: fine where the file is attached already.
  std::vector<std::pair<std::string, std::string>> missing = {};
  std::vector<std::string> spent = {};  ///< uploads in pieces that nobody needs once the page is saved
};

/// Lets every file pass the door before any act begins, those of the form and those that came in pieces before it.
/// Throws BadRequest for a form that did not arrive whole.
Uploads take_uploads(Applications& module, authority::TownContext const& c, http::Request const& request,
                     OwnApplication const& own, std::size_t page, forms::Entered const& entered);
/// Refuses what is missing and not attached.
void tell_missing(authority::TownContext const& c, Uploads& uploads, forms::Entered const& entered);
/// After the act. What stays goes by itself after a day.
void drop_spent(Applications& module, authority::TownContext const& c, Uploads const& uploads);

}  // namespace kreislauf::applications::pages
