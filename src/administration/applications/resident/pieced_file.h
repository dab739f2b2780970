#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "administration/applications/model.h"
#include "authority/context.h"

namespace kreislauf::applications::pages {

/// A file that comes in pieces before its page is saved (platform/blobs/upload.h), as its token tells it. Nothing of it
/// is stored: the token is sealed for its draft and opens nothing in another one.
struct PiecedFile {
  std::string id;        ///< of the upload
  std::string question;  ///< that it answers
  std::string name;      ///< as the browser gave it
  std::uint64_t size = 0;
};

/// `ID.k2.HEX`: it stands in the address of the upload, and in the form when the file is there.
std::string token_for(authority::TownContext const& c, Application const& application, PiecedFile const& file);
/// Nothing for what is no token of this draft.
std::optional<PiecedFile> pieced_file(authority::TownContext const& c, Application const& application,
                                      std::string_view token);
/// The field that brings tokens for a question: `stueck-foto`. Names of questions have no hyphen.
std::string token_field(std::string_view question);

}  // namespace kreislauf::applications::pages
