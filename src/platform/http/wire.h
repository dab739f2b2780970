#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace kreislauf::http {

/// Writes the head of an answer: status line, date, length, caching, and the security headers every answer carries.
/// `date` is in the form of RFC 9110; `keep` tells the client whether the connection stays open.
void write_head(std::string& out, Response const& response, std::string_view date, bool keep);

}  // namespace kreislauf::http
