#include "administration/forms/exchange/folder.h"

#include "administration/forms/exchange/files.h"
#include "administration/forms/rules/definition.h"

namespace kreislauf::forms::exchange {

FormFolder read_form_folder(std::filesystem::path const& folder, std::vector<authored::Problem>& problems) {
  FormFolder read;
  auto const blocks = read_blocks(block_files(), problems);
  auto const files = files_of(folder);
  if (files.form.empty()) {
    problems.push_back({"form.toml", 0, "the file is missing or empty"});
    return read;
  }
  read.form = CompiledForm::compile(read_definition(files, blocks, problems), problems);
  for (auto const& one : files_in(folder / "tests", ".toml"))
    read.examples.emplace_back("tests/" + one.filename().string(), content(one));
  return read;
}

}  // namespace kreislauf::forms::exchange
