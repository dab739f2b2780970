#pragma once

#include <string>

#include "administration/notices/notices.h"

namespace kreislauf::notices::office {

using authority::StaffContext;

/// All letters that wait, as one file that lies safely; `trouble` is told where that fails.
struct Made {
  Printed printed = {};
  std::string trouble = {};
};
Made print(Notices& module, StaffContext const& c);

/// One that is kept. Throws StoreError.
std::string document(Notices& module, StaffContext const& c, std::string_view sha256);

}  // namespace kreislauf::notices::office
