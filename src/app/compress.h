#pragma once

#include "platform/http/message.h"

namespace kreislauf::app {

/// Compresses texts of a kilobyte and more for clients that take gzip; fast rather than small, because it is done for
/// every answer.
void compress(http::Response& response, std::string_view accept_encoding);

/// True when the field names the coding and does not forbid it with q=0.
bool accepts(std::string_view accept_encoding, std::string_view coding);

}  // namespace kreislauf::app
