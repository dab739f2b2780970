#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Forms that carry files (RFC 7578). Strict: what could be read in two ways is refused.
namespace kreislauf::http {

struct SentFile {
  std::string field;  ///< the name of the question
  std::string name;   ///< of the file, as the browser gives it: never a path to use
  std::string_view bytes;
};

struct SentForm {
  std::string fields;           ///< all that are no files, as `application/x-www-form-urlencoded`
  std::vector<SentFile> files;  ///< those that were chosen; views into the body
};

/// Is this a form with files?
bool carries_files(std::string_view content_type);
/// The reason is English and holds nothing of the body.
Result<SentForm> read_multipart(std::string_view content_type, std::string_view body);

}  // namespace kreislauf::http
