#include "administration/forms/exchange/export_xdatenfelder.h"

#include <fmt/format.h>

#include "administration/forms/exchange/files.h"
#include "administration/forms/exchange/json_schema.h"
#include "administration/forms/exchange/package_about.h"
#include "administration/forms/exchange/xdatenfelder/write.h"
#include "administration/forms/rules/compiled.h"
#include "base/errors.h"

namespace kreislauf::forms::exchange {

namespace {

namespace fs = std::filesystem;
using authored::Problem;
using authority::CommandRun;

/// Nothing where the form has problems, which are told: what is wrong is not handed on. An import in work may lack
/// how long answers are kept; that no schema says.
std::shared_ptr<CompiledForm const> form_in(fs::path const& folder) {
  std::vector<Problem> problems;
  auto const files = files_of(folder);
  auto const blocks = read_blocks(block_files(), problems);
  auto form = CompiledForm::compile(read_definition(files, blocks, problems), problems);
  std::erase_if(problems, [](Problem const& one) { return one.message.starts_with("\"kept_"); });
  if (files.form.empty()) problems = {{"form.toml", 0, "the file is missing or empty"}};
  for (auto const& one : problems)
    fmt::print(stderr, "{}{}: {}\n", (folder / one.file).string(), one.line == 0 ? "" : fmt::format(":{}", one.line),
               one.message);
  return problems.empty() ? form : nullptr;
}

int export_schema(CommandRun const& run) {
  auto const version = run.arguments.number("--version");
  fs::path const folder = run.arguments.text("DIR"), to = run.arguments.text("--to");
  auto const range = run.arguments.text("--range");
  if (range.size() != 2 or range.find_first_not_of("0123456789") != std::string::npos)
    return authority::refuse("--range is the two digits of the editor of the data fields");
  auto const form = form_in(folder);
  if (form == nullptr) return authority::exit_rejected;
  auto about = exchange::about(folder);
  about.creator = run.arguments.text("--creator");
  about.range = range;
  about.changed = iso_utc(run.house.clock.now());
  auto const exported = schema_of(form->definition(), about, static_cast<xdatenfelder::Release>(version));
  auto const xml = write(exported.schema);
  auto const name = fmt::format("{}_xdf{}.xml", exported.schema.root.id, version);
  if (to.empty()) {
    fmt::print("{}", xml);
  } else {
    std::error_code error;
    fs::create_directories(to, error);
    if (error) throw StoreDenied{fmt::format("the folder {} cannot be made: {}", to.string(), error.message())};
    write_file(to / name, xml);
    for (auto const& list : exported.lists) write_file(to / (list.name.id + "_genericode.xml"), write_genericode(list));
    fmt::print("{}\n", (to / name).string());
  }
  if (to.empty() and not exported.lists.empty())
    fmt::print(stderr, "{} code lists are files of their own in XDatenfelder 2: use --to DIR\n", exported.lists.size());
  if (exported.provisional > 0)
    fmt::print(stderr, "{} elements have no id of FIM and got a provisional one ({}...): the editor gives real ones\n",
               exported.provisional, range);
  return authority::exit_fine;
}

int export_json(CommandRun const& run) {
  fs::path const folder = run.arguments.text("DIR");
  auto const form = form_in(folder);
  if (form == nullptr) return authority::exit_rejected;
  fmt::print("{}\n", json_schema(*form, exchange::about(folder).title));
  return authority::exit_fine;
}

}  // namespace

authority::Command export_xdatenfelder() {
  using Kind = authority::Argument::Kind;
  return {.group = "export",
          .name = "xdatenfelder",
          .help = "The form of a service package as a data schema of FIM",
          .arguments = {{.name = "DIR", .help = "folder of the service", .required = true},
                        {.name = "--version",
                         .help = "of XDatenfelder: 2 or 3",
                         .kind = Kind::number,
                         .otherwise = "3",
                         .least = 2,
                         .most = 3},
                        {.name = "--to", .help = "folder for schema and code lists; without it the schema is printed"},
                        {.name = "--creator", .help = "who answers for the schema (fachlicher Ersteller)"},
                        {.name = "--range",
                         .help = "two digits of the editor, for elements without an id",
                         .otherwise = "99"}},
          .without_store = true,
          .run = export_schema};
}

authority::Command export_json_schema() {
  return {.group = "export",
          .name = "json-schema",
          .help = "What the answers of a form look like, as JSON Schema 2020-12",
          .arguments = {{.name = "DIR", .help = "folder of the service", .required = true}},
          .without_store = true,
          .run = export_json};
}

}  // namespace kreislauf::forms::exchange
