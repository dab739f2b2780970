#include "administration/forms/exchange/check_form.h"
#include "administration/forms/forms.h"

namespace kreislauf::forms {

authority::Module module(authority::House&) {
  return {.name = "forms", .folder = "administration/forms", .commands = {exchange::check_form()}};
}

}  // namespace kreislauf::forms
