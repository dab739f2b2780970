#include "administration/forms/exchange/import_xdatenfelder.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/forms/exchange/files.h"
#include "administration/forms/exchange/xdatenfelder/form_toml.h"
#include "administration/forms/exchange/xdatenfelder/quality.h"
#include "administration/forms/exchange/xdatenfelder/read.h"
#include "base/errors.h"

namespace kreislauf::forms::exchange {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using authored::Problem;
using authority::CommandRun;

/// What was told, on the error channel: the form itself may go to the other one.
class Report {
 public:
  explicit Report(bool json) : json_{json} {}

  void tell(std::string_view kind, std::vector<Problem> const& problems) {
    for (auto const& one : problems) {
      all_.push_back({{"kind", kind}, {"file", one.file}, {"line", one.line}, {"message", one.message}});
      if (json_) continue;
      fmt::print(stderr, "{}{}: {}\n", one.file, one.line == 0 ? "" : fmt::format(":{}", one.line), one.message);
    }
  }
  void tell(std::string const& file, std::vector<xdatenfelder::Message> const& messages) {
    for (auto const& one : messages) {
      auto const& kind = xdatenfelder::message_kind(one.number);
      all_.push_back({{"kind", "quality"},
                      {"file", file},
                      {"line", one.line},
                      {"number", one.number},
                      {"type", xdatenfelder::code_of(kind.gravity)},
                      {"id", one.id},
                      {"message", one.sentence()}});
      if (not json_) fmt::print(stderr, "{}:{}: {}\n", file, one.line, one.sentence());
    }
  }
  void finish(json::object result, std::string const& sentence) {
    result["messages"] = std::move(all_);
    if (json_)
      fmt::print("{}\n", json::serialize(result));
    else
      fmt::print(stderr, "{}\n", sentence);
  }

 private:
  bool json_;
  json::array all_;
};

std::vector<xdatenfelder::CodeListFile> code_lists(fs::path const& folder) {
  std::vector<xdatenfelder::CodeListFile> lists;
  if (folder.empty()) return lists;
  for (auto const& file : files_in(folder, ".xml")) {
    if (auto list = xdatenfelder::read_genericode(content(file))) lists.push_back(*std::move(list));
  }
  return lists;
}

/// Nothing is overwritten: a form that is there may hold the work of its author.
void write(xdatenfelder::Draft const& draft, fs::path const& folder) {
  std::vector<std::pair<fs::path, std::string>> files{{folder / "form.toml", form_toml(draft)}};
  for (auto const& [name, options] : draft.lists) files.emplace_back(folder / name, xdatenfelder::list_csv(options));
  for (auto const& [path, text] : files) {
    if (fs::exists(path))
      throw StoreDenied{fmt::format("{} is already there; nothing was written: name another folder", path.string())};
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw StoreDenied{fmt::format("the folder {} cannot be made: {}", folder.string(), error.message())};
  if (auto const& table = draft.definition.terms.fee.table; not table.empty()) {
    fs::create_directories(folder / fs::path{fee_file}.parent_path());
    files.emplace_back(folder / fee_file, table);
  }
  for (auto const& [path, text] : files) write_file(path, text);
}

int import(CommandRun const& run) {
  auto const file = run.arguments.text("FILE");
  Report report{run.json};
  std::vector<Problem> problems;
  auto const schema = xdatenfelder::read(authority::read_file(file), file, problems);
  report.tell("refused", problems);
  if (not schema) {
    report.finish({{"written", false}}, fmt::format("{}: nothing was written", file));
    return authority::exit_rejected;
  }
  auto const messages = xdatenfelder::quality_of(*schema);
  report.tell(file, messages);
  auto lists = code_lists(fs::absolute(file).parent_path());  // where the portal of FIM puts them, too
  auto const more = code_lists(run.arguments.text("--lists"));
  lists.insert(lists.end(), more.begin(), more.end());
  auto const draft = xdatenfelder::draft_of(*schema, lists, file);
  report.tell("todo", draft.notes);
  auto const to = run.arguments.text("--to");
  if (to.empty() and not run.json) fmt::print("{}", form_toml(draft));
  if (not to.empty()) write(draft, to);
  report.finish({{"written", not to.empty()}, {"pages", draft.definition.pages.size()}, {"questions", draft.questions}},
                fmt::format("{}: {} pages, {} questions, {} messages of the quality check, {} things to do{}", file,
                            draft.definition.pages.size(), draft.questions, messages.size(), draft.notes.size(),
                            to.empty() ? "" : fmt::format("; written to {}, now: kreislauf check form {}", to, to)));
  return authority::exit_fine;
}

int check(CommandRun const& run) {
  bool good = true;
  Report report{run.json};
  std::size_t files = 0, told = 0;
  for (auto const& file : run.arguments.list("FILE")) {
    std::vector<Problem> problems;
    auto const schema = xdatenfelder::read(authority::read_file(file), file, problems);
    report.tell("refused", problems);
    auto const messages = schema ? xdatenfelder::quality_of(*schema) : std::vector<xdatenfelder::Message>{};
    report.tell(file, messages);
    good = good and schema.has_value();
    for (auto const& one : messages) {
      auto const gravity = xdatenfelder::message_kind(one.number).gravity;
      good = good and gravity != xdatenfelder::Gravity::critical;
    }
    ++files;
    told += problems.size() + messages.size();
  }
  report.finish({{"passed", good}}, fmt::format("{} files, {} messages", files, told));
  return good ? authority::exit_fine : authority::exit_rejected;
}

}  // namespace

authority::Command import_xdatenfelder() {
  return {.group = "import",
          .name = "xdatenfelder",
          .help = "A form made of a data schema of FIM (XDatenfelder 2 or 3), for an author to finish",
          .arguments = {{.name = "FILE", .help = "the schema (Stammdatenschema)", .required = true},
                        {.name = "--to", .help = "folder of the service; without it the form is printed"},
                        {.name = "--lists", .help = "folder with code lists (genericode)"}},
          .without_store = true,
          .run = import};
}

authority::Command check_xdatenfelder() {
  using Kind = authority::Argument::Kind;
  return {.group = "check",
          .name = "xdatenfelder",
          .help = "the quality check of FIM with its official numbers",
          .arguments = {{.name = "FILE", .help = "data schemas to read", .kind = Kind::list, .required = true}},
          .without_store = true,
          .run = check};
}

}  // namespace kreislauf::forms::exchange
