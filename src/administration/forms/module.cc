#include "administration/forms/exchange/check_form.h"
#include "administration/forms/forms.h"

namespace kreislauf::forms {

authority::Module module(authority::House&, Library& library) {
  return {.name = "forms",
          .folder = "administration/forms",
          .commands = {exchange::check_form()},
          .prepare = [&library](authority::House&) { library.reload(); },
          .reload = [&library] { library.reload(); }};
}

}  // namespace kreislauf::forms
