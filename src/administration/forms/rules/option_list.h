#pragma once

#include <string_view>
#include <vector>

#include "administration/forms/model.h"
#include "platform/authored/problem.h"

namespace kreislauf::forms {

/// A list of answers in a file of its own: `value,label` and, where there are some, `label_en`, `label_tr` ...
std::vector<Option> read_option_list(std::string_view csv, std::string_view file,
                                     std::vector<authored::Problem>& problems);

}  // namespace kreislauf::forms
