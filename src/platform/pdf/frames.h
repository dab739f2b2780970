#pragma once

#include "platform/pdf/pdf.h"

namespace kreislauf::pdf {

/// A request as the process reads it: length (4 bytes, big-endian) and head as JSON, then the bytes of the attachments.
/// Fails for text that is no UTF-8: the process could not go on after it.
Result<std::string> framed(Document const& document, boost::json::object data);

/// Of an answer one letter and a length stand in front.
struct AnswerHead {
  char letter = 0;  ///< R ready, P the document, E why there is none
  std::size_t size = 0;
};
inline constexpr std::size_t answer_head_size = 5;
/// Fails for anything that the process never writes.
Result<AnswerHead> read_head(std::string_view bytes);

}  // namespace kreislauf::pdf
