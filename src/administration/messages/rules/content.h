#pragma once

#include <string>
#include <string_view>

#include "administration/messages/model.h"

namespace kreislauf::messages {

/// `{"text": "...", "language": "de", "files": [{"name": ..., "type": ..., "sha256": ..., "size": ...}]}`
std::string json_of(Content const& content);
/// Reads it back; nothing but the text of json_of must come in.
Content content_in(std::string_view json);

}  // namespace kreislauf::messages
