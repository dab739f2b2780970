#pragma once

#include "administration/appointments/rules/rules.h"

namespace kreislauf::appointments {

/// The room or equipment that these items need besides a desk.
struct ResourceNeed {
  std::string_view name;  ///< empty: none
  bool more_than_one = false;
};
ResourceNeed resource_need(Plan const& plan, std::vector<Item> const& items);

/// True when the desk is in use and does all of the items.
bool does_all(Desk const& desk, std::vector<Item> const& items);

}  // namespace kreislauf::appointments
