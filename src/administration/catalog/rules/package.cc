#include "administration/catalog/rules/package.h"

#include <fmt/format.h>

#include "administration/catalog/rules/markdown.h"
#include "administration/catalog/rules/readability.h"
#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::catalog {

namespace {

using i18n::Language;

void check_plain_german(Text const& text, std::vector<Problem>& problems) {
  auto const result = measure(text);
  auto const problem = [&](std::string message) {
    problems.push_back({text_file(Language::german), 0, std::move(message)});
  };
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

/// German and English are asked for, other languages are read where they are.
bool has_file(std::string const& content, std::string const& file, bool required, std::vector<Problem>& problems) {
  if (content.empty() and required)
    problems.push_back({file, 0, "the file is missing or empty"});
  else if (not text::is_utf8(content))
    problems.push_back({file, 0, "the file is not UTF-8; save it as UTF-8"});
  else
    return not content.empty();
  return false;
}

void read_texts(PackageFiles const& files, Service& service, std::vector<Problem>& problems) {
  for (auto const language : i18n::all_languages) {
    auto const& content = files.texts[language];
    auto const file = text_file(language);
    if (not has_file(content, file, language <= Language::english, problems)) continue;
    auto const before = problems.size();
    service.texts[language] = read_text(content, language, file, problems);
    if (language == Language::german and problems.size() == before)
      check_plain_german(*service.texts[language], problems);
  }
}

/// A deadline without a law is a rumour, a law without a deadline a mistake.
void check_deadlines(Service const& service, std::vector<Problem>& problems) {
  if (not service.german()) return;
  bool const told = not(*service.german())[Module::deadlines].empty();
  if (told and service.deadlines.basis.empty())
    problems.push_back(
        {"service.toml", 0, "text.de.md has the part \"## Fristen\": add [deadlines] with basis and checked_until"});
  if (not told and not service.deadlines.basis.empty())
    problems.push_back({"service.toml", 0, "[deadlines] stands here, but text.de.md has no part \"## Fristen\""});
}

}  // namespace

std::string text_file(Language language) { return fmt::format("text.{}.md", i18n::code(language)); }

std::vector<Problem> past_checks(Service const& service, std::chrono::sys_days today) {
  std::vector<Problem> past;
  auto const look = [&](CheckedUntil const& until, std::string_view section) {
    if (not until or std::chrono::sys_days{*until} >= today) return;
    past.push_back(
        {"service.toml", 0,
         fmt::format("[{}] was to be looked at again by {}: check it against its basis and set checked_until anew",
                     section, i18n::iso(*until))});
  };
  look(service.fee.checked_until, "fee");
  look(service.deadlines.checked_until, "deadlines");
  return past;
}

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
  if (has_file(files.facts, "service.toml", true, problems)) read_facts(files.facts, service, problems);
  if (service.audience != Audience::residents) return reading;
  read_texts(files, service, problems);
  check_deadlines(service, problems);
  return reading;
}

}  // namespace kreislauf::catalog
