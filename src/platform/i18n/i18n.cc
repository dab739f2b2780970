#include "platform/i18n/i18n.h"

#include <cstdlib>

#include "base/embedded.h"
#include "base/text.h"

namespace kreislauf::i18n {

namespace {

struct Names {
  std::string_view code, own, direction, prefix;
};
constexpr std::array<Names, all_languages.size()> names{{
    {"de", "Deutsch", "ltr", ""},
    {"en", "English", "ltr", "/en"},
    {"tr", "Türkçe", "ltr", "/tr"},
    {"uk", "Українська", "ltr", "/uk"},
    {"ar", "العربية", "rtl", "/ar"},
}};

Names const& of(Language language) { return names[static_cast<std::size_t>(language)]; }

}  // namespace

std::string_view code(Language language) { return of(language).code; }
std::string_view own_name(Language language) { return of(language).own; }
std::string_view direction(Language language) { return of(language).direction; }
std::string_view path_prefix(Language language) { return of(language).prefix; }

std::optional<Language> language_of(std::string_view code) {
  for (auto const language : all_languages) {
    if (of(language).code == code) return language;
  }
  return std::nullopt;
}

/// Reads the part of the .po format that gettext writes: comments, msgid, msgid_plural, msgstr, msgstr[n], continued
/// lines.
struct Parser {
  Catalogue catalogue;
  std::string id;
  Catalogue::Forms forms;
  std::string* open = nullptr;
  std::string ignored;

  void finish_entry() {
    if (not id.empty() and not forms[0].empty()) catalogue.messages_[id] = forms;
    id.clear();
    forms = {};
  }

  static std::optional<std::string> in_quotes(std::string_view text) {
    text = text::trimmed(text);
    if (text.size() < 2 or not text.starts_with('"') or not text.ends_with('"')) return std::nullopt;
    std::string out;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      if (text[i] != '\\') {
        out += text[i];
        continue;
      }
      ++i;
      out += text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
    }
    return out;
  }

  bool line(std::string_view text) {
    text = text::trimmed(text);
    if (text.empty() or text.starts_with('#')) return true;
    if (not text.starts_with('"')) {
      auto const space = text.find_first_of(" \t");
      auto const keyword = text.substr(0, space);
      if (keyword == "msgid") {
        finish_entry();
        open = &id;
      } else if (keyword == "msgid_plural") {
        open = &ignored;
        ignored.clear();
      } else if (keyword == "msgstr") {
        open = &forms[0];
      } else if (keyword.starts_with("msgstr[") and keyword.size() == 9 and keyword[7] >= '0' and keyword[7] <= '5') {
        open = &forms[static_cast<std::size_t>(keyword[7] - '0')];
      } else {
        return false;
      }
      text = space == std::string_view::npos ? std::string_view{} : text.substr(space);
    }
    auto const value = in_quotes(text);
    if (not value or open == nullptr) return false;
    *open += *value;
    return true;
  }
};

Result<Catalogue> Catalogue::parse(std::string_view po) {
  Parser parser;
  std::size_t number = 0;
  for (auto const line : text::split(po, '\n')) {
    ++number;
    if (not parser.line(line)) return failure(fmt::format("line {} is not understood", number));
  }
  parser.finish_entry();
  return std::move(parser.catalogue);
}

std::string_view Catalogue::find(std::string_view source) const {
  auto const found = messages_.find(source);
  return found == messages_.end() ? std::string_view{} : std::string_view{found->second[0]};
}

std::string_view Catalogue::find_plural(std::string_view singular, unsigned form) const {
  auto const found = messages_.find(singular);
  return found == messages_.end() ? std::string_view{} : std::string_view{found->second[form]};
}

std::string_view Translator::operator()(std::string_view german) const {
  if (catalogue_ == nullptr) return german;
  auto const found = catalogue_->find(german);
  return found.empty() ? german : found;
}

std::string Translator::count(std::string_view singular, std::string_view plural, std::int64_t number) const {
  auto const german = number == 1 ? singular : plural;
  auto const found =
      catalogue_ == nullptr ? std::string_view{} : catalogue_->find_plural(singular, plural_form(language_, number));
  return filled(found.empty() ? german : found, german, fmt::make_format_args(number));
}

std::string Translator::filled(std::string_view translated, std::string_view german, fmt::format_args values) {
  try {
    return fmt::vformat(translated, values);
  } catch (fmt::format_error const&) {
    return fmt::vformat(german, values);
  }
}

Catalogues::Catalogues() {
  for (auto const& file : embedded_files()) {
    if (not file.path.starts_with("web/i18n/") or not file.path.ends_with(".po")) continue;
    auto const name = file.path.substr(9, file.path.size() - 12);
    auto const language = language_of(name);
    if (not language) continue;
    auto parsed = Catalogue::parse(file.content);
    // The catalogues are part of the program and tested with it: a broken one is a broken build.
    if (not parsed) std::abort();
    catalogues_[static_cast<std::size_t>(*language)].emplace(std::move(*parsed));
  }
}

Translator Catalogues::translator(Language language) const {
  auto const& catalogue = catalogues_[static_cast<std::size_t>(language)];
  return {language, catalogue ? &*catalogue : nullptr};
}

unsigned plural_form(Language language, std::int64_t number) {
  auto const last_two = number % 100;
  auto const last = number % 10;
  switch (language) {
    case Language::ukrainian:
      if (last == 1 and last_two != 11) return 0;
      return last >= 2 and last <= 4 and (last_two < 12 or last_two > 14) ? 1 : 2;
    case Language::arabic:
      if (number <= 2) return static_cast<unsigned>(number);
      if (last_two >= 3 and last_two <= 10) return 3;
      return last_two >= 11 ? 4 : 5;
    default:
      return number == 1 ? 0 : 1;
  }
}

}  // namespace kreislauf::i18n
