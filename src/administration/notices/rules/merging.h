#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kreislauf::notices {

/// Two people have changed the same text, line by line.
struct Merged {
  std::string text;
  /// Places that both have changed differently: both versions stand there between gaps (`{{ … }}`), with which nothing
  /// can be issued before somebody has chosen.
  std::size_t conflicts = 0;
};

/// `base` is what both have begun with; `other` names who has written `theirs`, for the gaps. What only one of them has
/// changed is taken from him.
Merged merged(std::string_view base, std::string_view mine, std::string_view theirs, std::string_view other);

}  // namespace kreislauf::notices
