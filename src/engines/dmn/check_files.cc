#include "engines/dmn/check_files.h"

#include <algorithm>

#include "engines/dmn/tck_files.h"
#include "platform/xml/xml.h"

namespace kreislauf::dmn {
namespace {

namespace fs = std::filesystem;
using internal::read_file;

std::vector<fs::path> models_in(std::vector<fs::path> files) {
  std::erase_if(files, [](fs::path const& file) { return file.extension() != ".dmn"; });
  std::sort(files.begin(), files.end());
  return files;
}

template <class Iterator>
std::vector<fs::path> files_of(fs::path const& folder) {
  std::vector<fs::path> files;
  std::error_code unreadable;
  for (auto const& entry : Iterator{folder, unreadable})
    if (entry.is_regular_file(unreadable)) files.push_back(entry.path());
  return models_in(std::move(files));
}

std::optional<std::string> at_location(fs::path const& folder, std::string_view location) {
  if (location.starts_with("file:")) location.remove_prefix(5);
  if (location.empty()) return std::nullopt;
  fs::path const given{location};
  std::error_code missing;
  for (auto const& path : {folder / given, folder / given.filename()})
    if (fs::is_regular_file(path, missing)) return read_file(path);
  return std::nullopt;
}

std::optional<std::string> with_namespace(fs::path const& folder, std::string_view wanted) {
  for (auto const& file : files_of<fs::directory_iterator>(folder)) {
    auto text = read_file(file);
    auto const document = text ? xml::parse(*text, {}) : xml::parse("", {});
    if (document and document->root().attribute("namespace") == wanted) return text;
  }
  return std::nullopt;
}

bool check_one(fs::path const& file, std::string_view indent, std::ostream& out) {
  auto const text = read_file(file);
  if (not text) {
    out << indent << "the file `" << file.string() << "` cannot be read\n";
    return false;
  }
  auto const model = Model::load(*text, beside(file));
  auto const problems = model ? model->check() : model.error();
  for (auto const& problem : problems) out << indent << problem.sentence() << "\n";
  return std::all_of(problems.begin(), problems.end(),
                     [](Problem const& problem) { return problem.severity == Problem::Severity::notice; });
}

}  // namespace

Resolver beside(fs::path const& model) {
  return [folder = model.parent_path().empty() ? fs::path{"."} : model.parent_path()](
             std::string_view namespace_uri, std::string_view location) -> std::optional<std::string> {
    if (auto text = at_location(folder, location)) return text;
    return with_namespace(folder, namespace_uri);
  };
}

TckOutcome check_models(fs::path const& path, std::ostream& out) {
  TckOutcome outcome;
  std::error_code missing;
  if (not fs::is_directory(path, missing)) {
    check_one(path, "", out) ? ++outcome.passed : ++outcome.failed;
  } else {
    auto const files = files_of<fs::recursive_directory_iterator>(path);
    if (files.empty()) out << "the folder `" << path.string() << "` holds no .dmn file\n", ++outcome.failed;
    for (auto const& file : files) {
      out << fs::relative(file, path).string() << "\n";
      check_one(file, "  ", out) ? ++outcome.passed : ++outcome.failed;
    }
  }
  out << outcome.passed << " passed, " << outcome.failed << " failed\n";
  return outcome;
}

}  // namespace kreislauf::dmn
