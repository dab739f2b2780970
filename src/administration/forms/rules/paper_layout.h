#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::forms {

/// A place on a printed form where somebody writes or ticks; millimetres from the upper left corner of the sheet.
struct PaperPlace {
  std::string name;        ///< of the field, as on the page: `abholort-strasse`, `dinge-2-art`
  std::string kind;        ///< as in form.toml; `tick`, `comb` and `signature` for what is no line of text
  std::string value = {};  ///< of a box to tick: the answer it stands for
  int group = 0;           ///< of a comb: its place among the groups (day, month, year)
  int cells = 0;
  int page = 1;
  double x = 0, y = 0, width = 0, height = 0;
};

/// Where everything stands on one printed form. Kept with each layout that was ever printed: a sheet that comes back
/// after a year is read as it was printed, whatever the form looks like then.
struct PaperLayout {
  int pages = 0;
  std::vector<PaperPlace> places = {};
};

inline constexpr std::size_t layout_letters = 12;

/// From the corners that the template has marked (platform/pdf/README.md, `places`); nothing where it is no such list.
std::optional<PaperLayout> layout_of_corners(std::string_view json);

/// As it is stored, and back.
std::string text_of(PaperLayout const& layout);
std::optional<PaperLayout> layout_in(std::string_view text);

/// What a layout is known by: follows from the service, the version of its form, the language and all places.
std::string id_of(PaperLayout const& layout, std::string_view service, std::string_view version,
                  std::string_view language);

}  // namespace kreislauf::forms
