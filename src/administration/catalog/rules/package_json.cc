#include "administration/catalog/rules/package_json.h"

#include <boost/json.hpp>

namespace kreislauf::catalog {

namespace {

constexpr std::string_view facts_file = "service.toml";

}  // namespace

void take_file(PackageFiles& package, std::string const& name, std::string content) {
  if (name == facts_file) {
    package.facts = std::move(content);
    return;
  }
  for (auto const language : i18n::all_languages) {
    if (name != text_file(language)) continue;
    package.texts[language] = std::move(content);
    return;
  }
  package.more[name] = std::move(content);
}

std::string text_of(PackageFiles const& package) {
  boost::json::object all{{facts_file, package.facts}};
  for (auto const language : i18n::all_languages) {
    if (not package.texts[language].empty()) all[text_file(language)] = package.texts[language];
  }
  for (auto const& [name, content] : package.more) all[name] = content;
  return boost::json::serialize(all);
}

PackageFiles package_in(std::string slug, std::string_view text) {
  PackageFiles package{.slug = std::move(slug), .facts = {}, .texts = {}};
  auto const all = boost::json::parse({text.data(), text.size()}).as_object();
  for (auto const& [name, content] : all) take_file(package, std::string{name}, std::string{content.as_string()});
  return package;
}

}  // namespace kreislauf::catalog
