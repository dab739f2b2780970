#pragma once

#include <array>
#include <compare>
#include <cstddef>

#include "platform/i18n/i18n.h"

namespace kreislauf::i18n {

/// One thing for each language of the portal; German is the source.
template <class T>
class ByLanguage {
 public:
  T const& operator[](Language language) const { return in_[static_cast<std::size_t>(language)]; }
  T& operator[](Language language) { return in_[static_cast<std::size_t>(language)]; }
  auto operator<=>(ByLanguage const&) const = default;

 private:
  std::array<T, all_languages.size()> in_;
};

}  // namespace kreislauf::i18n
