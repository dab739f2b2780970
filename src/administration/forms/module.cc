#include "administration/forms/exchange/check_form.h"
#include "administration/forms/exchange/export_xdatenfelder.h"
#include "administration/forms/exchange/import_xdatenfelder.h"
#include "administration/forms/exchange/other_forms.h"
#include "administration/forms/forms.h"

namespace kreislauf::forms {

authority::Module module(Library& library, catalog::Catalog& catalog) {
  catalog.examine_with([&library](catalog::PackageFiles const& package) {
    std::vector<authored::Problem> problems;
    auto const form = Library::compile(package, problems);
    if (form != nullptr and not form->definition().known.empty())
      check_sources(form->definition(), exchange::forms_of(library), problems);
    return problems;
  });
  return {.name = "forms",
          .folder = "administration/forms",
          .commands = {exchange::check_form(), exchange::import_xdatenfelder(), exchange::check_xdatenfelder(),
                       exchange::export_xdatenfelder(), exchange::export_json_schema()},
          .prepare = [&library](authority::House&) { library.reload(); },
          .reload = [&library] { library.reload(); }};
}

}  // namespace kreislauf::forms
