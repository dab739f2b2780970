#pragma once

#include <string>

#include "platform/blobs/blobs.h"

namespace kreislauf::blobs {

/// Copies a document from one authority to another, sealed anew, a piece at a time. An empty text is success; else the
/// reason. Whoever needs it there holds it within a day (references.h).
std::string carry(Store& from, Store& to, std::string const& sha256);

}  // namespace kreislauf::blobs
