#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "base/result.h"

namespace kreislauf::i18n {

enum class Language : std::uint8_t { german, english, turkish, ukrainian, arabic };
inline constexpr std::array all_languages{Language::german, Language::english, Language::turkish, Language::ukrainian,
                                          Language::arabic};

std::string_view code(Language language);         ///< `de`
std::string_view own_name(Language language);     ///< `Türkçe`
std::string_view direction(Language language);    ///< `ltr` or `rtl`
std::string_view path_prefix(Language language);  ///< empty for German, else `/en`
std::optional<Language> language_of(std::string_view code);

/// The messages of one language, read from a gettext .po file. German is the source: its texts stand in the code.
class Catalogue {
 public:
  /// Reads msgid/msgstr pairs with their plural forms. Fails with the line that is not understood.
  static Result<Catalogue> parse(std::string_view po);

  std::string_view find(std::string_view source) const;
  std::string_view find_plural(std::string_view singular, unsigned form) const;
  std::size_t size() const { return messages_.size(); }

 private:
  friend struct Parser;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Forms = std::array<std::string, 6>;
  std::unordered_map<std::string, Forms, Hash, std::equal_to<>> messages_;
};

/// Marks a text that is translated later, where it is shown; the tool that collects messages finds it by this name.
consteval std::string_view message(std::string_view german) { return german; }

/// Says things in the visitor's language: `t("Suche")`, `t("{} Treffer", count)`.
class Translator {
 public:
  Translator(Language language, Catalogue const* catalogue) : language_{language}, catalogue_{catalogue} {}

  Language language() const { return language_; }
  std::string_view operator()(std::string_view german) const;

  /// With values for `{}`. A translation whose places do not fit is replaced by the German text.
  template <class First, class... Rest>
  std::string operator()(std::string_view german, First const& first, Rest const&... rest) const {
    return filled((*this)(german), german, fmt::make_format_args(first, rest...));
  }
  /// `t.count("{} Ort", "{} Orte", n)`
  std::string count(std::string_view singular, std::string_view plural, std::int64_t number) const;

 private:
  static std::string filled(std::string_view translated, std::string_view german, fmt::format_args values);

  Language language_;
  Catalogue const* catalogue_;
};

/// All languages, from the files that travel inside the program.
class Catalogues {
 public:
  Catalogues();
  Translator translator(Language language) const;

 private:
  std::array<std::optional<Catalogue>, all_languages.size()> catalogues_;
};

/// Which plural form a number takes (CLDR rules as gettext writes them).
unsigned plural_form(Language language, std::int64_t number);

}  // namespace kreislauf::i18n
