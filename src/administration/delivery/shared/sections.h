#pragma once

#include <string_view>

#include "authority/context.h"
#include "platform/kern/sheet.h"

// What the pages of an application say of its way to the specialist system.
namespace kreislauf::delivery {

/// Nothing where it goes nowhere, or there is nothing to say yet.
void write_for_resident(html::Writer& out, authority::TownContext const& c, std::string_view subject);
/// With the buttons for what has not arrived. `withdrawn`: the applicant has taken it back.
void write_for_office(kern::Sheet& page, authority::StaffContext const& c, std::string_view subject, bool withdrawn);

}  // namespace kreislauf::delivery
