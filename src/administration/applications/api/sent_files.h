#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "administration/applications/applications.h"
#include "platform/http/message.h"
#include "platform/http/multipart.h"

// Files that a program sends with an application: `multipart/form-data` with the part `application` (the JSON object)
// and one part a file, named by its question.
namespace kreislauf::applications::api {

/// What was sent, taken apart. Views into the request.
struct SentParts {
  std::string application;  ///< the JSON text
  std::vector<http::SentFile> files = {};
  /// What is compared when the key comes again: the boundary between the parts is another one each time.
  std::string asked = {};
};
/// Throws BadRequest.
SentParts parts_of(http::Request const& request);

/// A file that was looked at and stored, and what it answers.
struct TakenFile {
  std::size_t page = 0;
  std::string question;
  forms::AttachedFile file;
};
struct TakenFiles {
  std::vector<TakenFile> taken = {};
  boost::json::array refused = {};  ///< question and sentence
};
/// Lets every file pass the door before anything is begun.
TakenFiles take_files(Applications& module, authority::TownContext const& c, forms::Form const& form,
                      std::vector<http::SentFile> const& files);
/// The answers with these files, for who checks them; nothing is held by it.
forms::Entered with_files(forms::Form const& form, forms::Entered entered, std::vector<TakenFile> const& files);

}  // namespace kreislauf::applications::api
