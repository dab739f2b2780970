#include "administration/catalog/rules/package.h"

#include <fmt/format.h>

#include "administration/catalog/rules/markdown.h"
#include "administration/catalog/rules/readability.h"
#include "base/text.h"

namespace kreislauf::catalog {

namespace {

constexpr auto german_file = "text.de.md";
constexpr auto english_file = "text.en.md";

void check_plain_german(Text const& text, std::vector<Problem>& problems) {
  auto const result = measure(text);
  auto const problem = [&](std::string message) { problems.push_back({german_file, 0, std::move(message)}); };
  if (result.flesch < 60)
    problem(fmt::format(
        "the text is hard to read (Flesch-Amstad {:.0f}, at least 60): use shorter sentences and everyday words",
        result.flesch));
  if (result.longest_sentence > 20)
    problem(fmt::format("a sentence has {} words, at most 20: \"{}\"", result.longest_sentence,
                        text::shortened(result.longest, 80)));
  for (auto const& word : result.officialese)
    problem(fmt::format("\"{}\" is officialese; say it as you would at the counter", word));
}

bool has_file(std::string const& content, std::string const& file, std::vector<Problem>& problems) {
  if (content.empty())
    problems.push_back({file, 0, "the file is missing or empty"});
  else if (not text::is_utf8(content))
    problems.push_back({file, 0, "the file is not UTF-8; save it as UTF-8"});
  else
    return true;
  return false;
}

}  // namespace

PackageReading read_package(PackageFiles const& files) {
  PackageReading reading;
  auto& [service, problems] = reading;
  service.slug = files.slug;
  service.package = true;
  if (files.slug.empty() or text::slug(files.slug) != files.slug) {
    problems.push_back(
        {files.slug, 0,
         "the folder's name becomes part of an address: use small letters a-z, digits and hyphens only"});
  }
  if (has_file(files.facts, "service.toml", problems)) read_facts(files.facts, service, problems);
  if (has_file(files.text_de, german_file, problems)) {
    auto const before = problems.size();
    service.german = read_text(files.text_de, true, german_file, problems);
    if (problems.size() == before) check_plain_german(*service.german, problems);
  }
  if (has_file(files.text_en, english_file, problems))
    service.english = read_text(files.text_en, false, english_file, problems);
  return reading;
}

}  // namespace kreislauf::catalog
