#pragma once

#include <string_view>

#include "platform/kern/components.h"

namespace kreislauf::catalog {

/// One way to a service, in the list of all: with what to press (`act`), or a sentence where there is nothing to press.
struct Way {
  std::string_view icon;
  std::string_view name;
  html::Content text = {};
};
void write_way(
    html::Writer& out, Way const& way, kern::Body act = [](html::Writer&) {});

}  // namespace kreislauf::catalog
