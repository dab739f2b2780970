#pragma once

#include <string>
#include <string_view>

#include "platform/xml/xml.h"

namespace kreislauf::forms::exchange::xdatenfelder {

/// The text in one line: NFC, blanks and line ends as one blank each, nothing around it, no control characters.
std::string one_line(std::string_view text);

/// The text of the child of this name; empty where there is none.
std::string text_below(xml::Element const& node, std::string_view name);

}  // namespace kreislauf::forms::exchange::xdatenfelder
