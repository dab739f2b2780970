#pragma once

#include <string>
#include <utility>
#include <vector>

#include "administration/applications/shared/own_application.h"
#include "platform/http/message.h"

namespace kreislauf::applications::pages {

/// What was sent from a page: its fields, the files that were taken, and why others were not.
struct Uploads {
  std::string fields;                                                   ///< urlencoded
  std::vector<std::pair<std::string, forms::AttachedFile>> taken = {};  ///< by question
  std::vector<std::pair<std::string, std::string>> refused = {};        ///< question and sentence
};

/// Lets every file pass the door before any act begins. Throws BadRequest for a form that did not arrive whole.
Uploads take_uploads(Applications& module, authority::TownContext const& c, http::Request const& request,
                     forms::Form const& form, std::size_t page, forms::Entered const& entered);

}  // namespace kreislauf::applications::pages
