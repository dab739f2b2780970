#include "administration/forms/exchange/xdatenfelder/known_marks.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

bool is_name(std::string_view word) {
  return not word.empty() and word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace

std::string text_of(std::vector<KnownSource> const& known) {
  std::string all;
  for (auto const& source : known) {
    all += (all.empty() ? "" : "; ") + source.service;
    for (auto const& field : source.fields) all += fmt::format(" {}={}", field.name, field.from);
  }
  return all;
}

std::vector<KnownSource> known_in(std::string_view text) {
  std::vector<KnownSource> all;
  for (auto const part : text::split(text, ';')) {
    KnownSource source;
    for (auto const word : text::split(text::trimmed(part), ' ')) {
      auto const equals = word.find('=');
      if (source.service.empty()) {
        if (text::slug(word) != word) break;
        source.service = word;
      } else if (equals != std::string_view::npos and is_name(word.substr(0, equals)) and
                 is_name(word.substr(equals + 1))) {
        source.fields.push_back({std::string{word.substr(0, equals)}, std::string{word.substr(equals + 1)}});
      }
    }
    if (not source.service.empty() and not source.fields.empty()) all.push_back(std::move(source));
  }
  return all;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
