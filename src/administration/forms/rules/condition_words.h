#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/model.h"

namespace kreislauf::forms {

/// What a condition asks of one question that stands before it.
struct Wanted {
  Question const* question;
  std::string value;  ///< of a choice; of yes and no nothing
  bool is_not = false;
};
/// A condition of the simple kind, for who cannot let a program look: all of these, or any of them.
struct PlainCondition {
  std::vector<Wanted> wanted;
  bool any = false;
};

/// Reads `elektro`, `not(elektro)`, `art = "sofa"`, `art != "sofa"`, `list contains(arten, "sofa")`, and several of
/// them with `and` or with `or`. Nothing is wanted where it is none of these.
PlainCondition plain_condition(Definition const& form, std::string_view when);

/// Answers that a rule looks for and the question has not: `art = "sofaa"`, `list contains(arten, "sofaa")`.
std::vector<Wanted> unknown_answers(Definition const& form, std::string_view rule);

}  // namespace kreislauf::forms
