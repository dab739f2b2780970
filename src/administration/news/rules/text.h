#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::news {

/// The paragraphs of a text: what blank lines separate. Lines inside of one stay.
std::vector<std::string> paragraphs(std::string_view text);
/// How a text begins, for lists and mails.
std::string beginning(std::string_view text);

}  // namespace kreislauf::news
