#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/rules/rules.h"
#include "administration/appointments/shared/staff_room.h"

/// The editor of opening rules as a form: the text, and fields that put a line of it together.
namespace kreislauf::appointments::management {

/// With this text in it.
kern::Form rules_questions(StaffRoom const& room, std::string const& text);
/// What stood in the fields of the line when another button was pressed: kept, not checked.
void keep_line(kern::Form& form, std::string_view body);
/// Says of each line that cannot be read what to write instead.
void refuse(kern::Form& form, std::vector<RuleProblem> const& problems);
/// The line that the fields of a form say, as the rules write it; empty, with what is wrong in the form, when they say
/// none.
std::string added_line(StaffRoom const& room, kern::Form& form);

/// Inside of the form.
void write_text(kern::Fields& fields);
void write_line_fields(kern::Fields& fields, StaffRoom const& room);

}  // namespace kreislauf::appointments::management
