#pragma once

#include <string>
#include <string_view>

/// How text and bytes travel in mails.
namespace kreislauf::mail {

/// Base64 in lines of 76 characters, each ending with CR LF.
std::string base64_lines(std::string_view bytes);
/// Any text as lines of at most 76 ASCII characters (RFC 2045, 6.7); line ends become CR LF.
std::string quoted_printable(std::string_view text);
/// The text as it stands when it is short, plain ASCII; else as encoded words of at most 75 characters on lines of
/// their own (RFC 2047), never splitting a letter.
std::string header_text(std::string_view text);
bool has_control(std::string_view text);
bool is_ascii(std::string_view text);

}  // namespace kreislauf::mail
