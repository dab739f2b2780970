#include "administration/forms/exchange/package_about.h"

#include "administration/forms/exchange/files.h"
#include "base/text.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::forms::exchange {

namespace {

/// The first heading of the text; a form alone is called after its folder.
std::string title_in(std::string const& markdown, std::string const& otherwise) {
  for (auto const line : text::split(markdown, '\n')) {
    if (line.starts_with("# ")) return std::string{text::trimmed(line.substr(2))};
  }
  return otherwise;
}

}  // namespace

xdatenfelder::About about(std::filesystem::path const& folder) {
  auto const name = (folder.filename().empty() ? folder.parent_path() : folder).filename().string();
  xdatenfelder::About about{.service = text::slug(name), .title = title_in(content(folder / "text.de.md"), name)};
  std::vector<authored::Problem> ignored;  // `kreislauf check service` tells them
  authored::read_toml(content(folder / "service.toml"), "service.toml", ignored, [&](authored::TableReader& top) {
    for (auto const* table : top.tables("legal_basis", false)) {
      authored::TableReader one{*table, top.file(), "", ignored};
      auto const law = one.text("law", false), place = one.text("place", false);
      about.laws.push_back(place.empty() ? law : place + " " + law);
    }
  });
  return about;
}

}  // namespace kreislauf::forms::exchange
