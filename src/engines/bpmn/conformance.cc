#include "engines/bpmn/conformance.h"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <sstream>

#include "engines/bpmn/conformance_run.h"
#include "engines/bpmn/report.h"

namespace kreislauf::bpmn {

namespace {

using conformance::Case;

std::optional<std::string> file_text(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  if (not in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::string text_of(Value const& object, std::string_view name) {
  auto const* value = object.find(name);
  return value != nullptr and value->is(feel::Kind::string) ? value->string() : std::string{};
}

std::int64_t number_of(Value const& object, std::string_view name) {
  auto const* value = object.find(name);
  return value != nullptr ? whole_number(*value).value_or(0) : 0;
}

Case read_case(Value const& value) {
  Case one;
  if (auto const* input = value.find("input")) one.input = *input;
  one.integer = number_of(value, "integerVariable");
  one.delay_ms = number_of(value, "delay_ms");
  if (auto const* parallel = value.find("parallel_process")) one.parallel_process = parallel->is_true();
  if (auto const* trace = value.find("trace"); trace != nullptr and trace->is(feel::Kind::list))
    for (auto const& marker : trace->list())
      if (marker.is(feel::Kind::string)) one.trace.push_back(marker.string());
  return one;
}

std::string shown(std::vector<std::string> trace) {
  std::sort(trace.begin(), trace.end());
  std::string text;
  for (auto const& marker : trace) text += (text.empty() ? "" : ", ") + marker;
  return text.empty() ? "(nothing)" : text;
}

Result<Model, std::vector<Finding>> load_file(std::filesystem::path const& path) {
  auto const xml = file_text(path);
  if (xml) return load(*xml);
  std::vector<Finding> unreadable;
  unreadable.push_back({Finding::Weight::refusal, {}, "the file cannot be read", 0});
  return tl::unexpected(std::move(unreadable));
}

void run_process(std::filesystem::path const& folder, Value const& entry, std::ostream& out, Tally& tally) {
  auto const process = text_of(entry, "process"), file = text_of(entry, "file");
  auto const model = load_file(folder / file);
  auto const* cases = entry.find("cases");
  if (cases == nullptr or not cases->is(feel::Kind::list)) return;
  for (auto const& value : cases->list()) {
    auto const wanted = read_case(value);
    auto const trace = model ? conformance::run_case(*model, process, wanted)
                             : std::vector<std::string>{std::string(conformance::refused)};
    if (conformance::matches(wanted.trace, trace)) {
      ++tally.passed;
      continue;
    }
    ++tally.failed;
    out << "FAILED " << file << " with input " << to_json(wanted.input) << ", integerVariable " << wanted.integer
        << "\n"
        << "  expected: " << shown(wanted.trace) << "\n  actual:   " << shown(trace) << "\n";
    if (not model)
      for (auto const& finding : model.error()) out << "  " << sentence(finding) << "\n";
  }
}

void run_cases(std::filesystem::path const& folder, std::ostream& out, Tally& tally) {
  auto const text = file_text(folder / "cases.json");
  auto const cases = from_json(text.value_or(""));
  if (not cases or not cases->is(feel::Kind::list)) {
    ++tally.failed;
    out << "FAILED " << (folder / "cases.json").string() << ": " << (cases ? "no list of processes" : cases.error())
        << "\n";
    return;
  }
  for (auto const& entry : cases->list()) run_process(folder, entry, out, tally);
}

void report_file(std::filesystem::path const& path, std::ostream& out, Tally& tally) {
  auto const xml = file_text(path);
  out << path.filename().string() << "\n";
  if (xml and report(*xml, out)) {
    ++tally.passed;
    return;
  }
  if (not xml) out << "  the file cannot be read\n";
  ++tally.failed;
}

void report_folder(std::filesystem::path const& folder, std::ostream& out, Tally& tally) {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".bpmn") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (auto const& file : files) report_file(file, out, tally);
}

}  // namespace

Tally check_bpmn(std::filesystem::path const& path, std::ostream& out) {
  Tally tally;
  std::error_code missing;
  if (std::filesystem::is_regular_file(path / "cases.json", missing)) {
    run_cases(path, out, tally);
  } else if (std::filesystem::is_directory(path, missing)) {
    report_folder(path, out, tally);
  } else {
    report_file(path, out, tally);
  }
  out << tally.passed << " passed, " << tally.failed << " failed\n";
  return tally;
}

}  // namespace kreislauf::bpmn
