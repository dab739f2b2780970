#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/kern/components.h"

namespace kreislauf::kern {

/// One message between two sides. Its text keeps its lines; what direction they run in follows from each itself.
struct Said {
  Content who, when;
  std::string_view text;
  std::string_view language = {};  ///< `de`, where it is another one than that of the page
  bool own = false;                ///< of the side that looks at it
  bool open = false;               ///< still to be answered
  Content open_label = {};
  std::vector<Link> files = {};
};
/// Messages, the oldest first.
void thread(html::Writer& out, std::vector<Said> const& all);

}  // namespace kreislauf::kern
