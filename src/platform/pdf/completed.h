#pragma once

#include "platform/pdf/pdf.h"

namespace kreislauf::pdf {

/// Largest contents of all attachments of a document together, in bytes: text, and anything else (which costs the
/// process thirty times its size).
inline constexpr std::size_t most_attached_text = 16 << 20, most_attached_bytes = 4 << 20;
inline constexpr std::size_t most_data = 8 << 20;

/// The request for the process (worker.py): data with the words of their language, the date in words and each `qr`
/// drawn. Refused when language, title, date or sender are missing, or what is attached is too large.
Made completed(Document const& document, i18n::Catalogues const& languages);

}  // namespace kreislauf::pdf
