#pragma once

#include <string>
#include <string_view>

#include "authority/context.h"
#include "platform/blobs/blobs.h"
#include "platform/http/message.h"

namespace kreislauf::authority {

/// All bytes of a document. Throws StoreError where it cannot be read just now.
std::string bytes_of(blobs::Store& store, std::string_view sha256);
/// As a download, never displayed: what somebody has sent is never opened in the house's own name.
struct Download {
  std::string const &name, &type, &sha256;
};
http::Response download(blobs::Store& store, Download const& file);

}  // namespace kreislauf::authority
