#include "administration/applications/shared/consulted.h"

#include <algorithm>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/drafting.h"
#include "administration/applications/shared/own_application.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications {

namespace {

constexpr std::string_view prefix = "application:";
/// Before the key of a file, among the ids of pages, which have no blank.
constexpr std::string_view file_part = "datei ";

struct Shown {
  std::vector<forms::ShownPage> pages;
  forms::Entered entered;  ///< with the names of its files
  bool inside = false;
};

Shown shown_of(Applications& module, authority::TownContext const& c, cases::Case const& one) {
  auto const id = http::number_in(std::string_view{one.subject}.substr(prefix.size())).value_or(0);
  auto const own = by_id(module, c, id);
  auto const entered = entered_of(c, own.application, *own.form);
  return {forms::shown_answers(c.t, *own.form->compiled, entered, forms::environment_of(c.clock)),
          with_named_files(*own.form, entered), own.application.channel == Channel::staff};
}

std::vector<consultations::Source::Part> parts_of(Applications& module, authority::TownContext const& c,
                                                  cases::Case const& one) {
  auto const shown = shown_of(module, c, one);
  if (shown.inside) return {};
  std::vector<consultations::Source::Part> parts;
  for (auto const& page : shown.pages) parts.push_back({page.id, page.title});
  for (auto const& [key, file] : shown.entered.files)
    parts.push_back({std::string{file_part} + key, "Datei: " + file.name});
  return parts;
}

std::string joined(std::vector<std::string> const& lines) {
  std::string all;
  for (auto const& line : lines) all += (all.empty() ? "" : "\n") + line;
  return all;
}

consultations::Excerpt excerpt_of(Applications& module, authority::TownContext const& c, cases::Case const& one,
                                  std::vector<std::string> const& parts) {
  auto const chosen = [&](std::string const& part) {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  };
  auto const shown = shown_of(module, c, one);
  consultations::Excerpt excerpt;
  for (auto const& page : shown.pages) {
    if (not chosen(page.id)) continue;
    excerpt.pages.push_back({.title = page.title});
    for (auto const& answer : page.answers)
      excerpt.pages.back().answers.push_back({answer.label, joined(answer.lines)});
  }
  for (auto const& [key, file] : shown.entered.files)
    if (chosen(std::string{file_part} + key)) excerpt.files.push_back({file.name, file.type, file.sha256});
  return excerpt;
}

}  // namespace

consultations::Source consulted(Applications& module) {
  return {
      .prefix = std::string{prefix},
      .parts = [&module](authority::TownContext const& c, cases::Case const& one) { return parts_of(module, c, one); },
      .excerpt = [&module](authority::TownContext const& c, cases::Case const& one,
                           std::vector<std::string> const& parts) { return excerpt_of(module, c, one, parts); }};
}

}  // namespace kreislauf::applications
