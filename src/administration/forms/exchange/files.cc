#include "administration/forms/exchange/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "authority/command.h"
#include "base/errors.h"

namespace kreislauf::forms::exchange {

namespace fs = std::filesystem;

std::string content(fs::path const& path) {
  return fs::exists(path) ? authority::read_file(path.string()) : std::string{};
}

std::vector<fs::path> files_in(fs::path const& folder, std::string_view ending) {
  std::vector<fs::path> found;
  if (not fs::is_directory(folder)) return found;
  for (auto const& entry : fs::directory_iterator{folder}) {
    if (entry.is_regular_file() and entry.path().extension() == ending) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

FormFiles files_of(fs::path const& folder) {
  FormFiles files{.form = content(folder / "form.toml"), .translations = {}};
  for (auto const language : i18n::all_languages) {
    if (language != i18n::Language::german)
      files.translations[language] = content(folder / fmt::format("form.{}.toml", i18n::code(language)));
  }
  files.fee = content(folder / fee_file);
  for (auto const& list : files_in(folder, ".csv")) files.lists.emplace(list.filename().string(), content(list));
  return files;
}

void write_file(fs::path const& path, std::string_view content) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (not file)
    throw StoreDenied{fmt::format("the file {} cannot be written; check the folder and its rights", path.string())};
}

}  // namespace kreislauf::forms::exchange
