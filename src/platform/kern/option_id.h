#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace kreislauf::kern {

/// The id of one option of a question: `ereignisse-case-open` for `case.open`. What people and addresses write in an
/// id is letters, digits, `-` and `_`; anything else would have to be escaped by each script and style.
inline std::string option_id(std::string_view anchor, std::string_view value) {
  std::string id{value};
  auto const plain = [](char c) {
    return (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z') or (c >= '0' and c <= '9') or c == '-' or c == '_';
  };
  std::replace_if(
      id.begin(), id.end(), [&](char c) { return not plain(c); }, '-');
  return std::string{anchor} + "-" + id;
}

}  // namespace kreislauf::kern
