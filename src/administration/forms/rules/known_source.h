#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/model.h"
#include "platform/authored/problem.h"

namespace kreislauf::authored {
class TableReader;
}

namespace kreislauf::forms {

/// `[known.SERVICE]`, in the order of the file: what an earlier application of the same person for that service already
/// says. Nobody has to tell an authority twice what it knows.
std::vector<KnownSource> read_known(authored::TableReader& top);
/// Questions that this form has not, and those whose answers cannot be taken over.
void check_known(Definition const& form, std::string_view file, std::vector<authored::Problem>& problems);

/// The forms of other services, where a form takes answers from.
struct OtherForms {
  std::vector<std::string> services = {};  ///< slugs, those without a form included
  /// Nothing where the service has no form.
  std::function<std::shared_ptr<Definition const>(std::string_view service)> form = {};
};
/// Services and questions that are not there, and answers that mean something else there.
void check_sources(Definition const& form, OtherForms const& others, std::vector<authored::Problem>& problems);

}  // namespace kreislauf::forms
