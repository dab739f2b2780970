#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/kern/fields.h"

// A day in three fields: the way people know and write dates of their own, on every keyboard, without a calendar.
namespace kreislauf::kern {

namespace {

/// Day, month and year as they stand in the fields: as typed, or out of `18.12.2026`.
std::array<std::string, 3> pieces_of(std::vector<std::string> const& given) {
  std::array<std::string, 3> pieces;
  if (given.size() == pieces.size()) {
    std::copy(given.begin(), given.end(), pieces.begin());
  } else if (not given.empty()) {
    std::string_view rest = given.front();
    for (auto& piece : pieces) {
      auto const dot = rest.find('.');
      piece = rest.substr(0, dot);
      rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
    }
  }
  return pieces;
}

struct Piece {
  std::string_view end, label, of_birth;
  html::Markup classes;
};

}  // namespace

void Fields::date(Field const& field) {
  auto const& t = form_.t();
  auto const anchor = field.anchor();
  auto const sentence = form_.error(field.name);
  auto const values = pieces_of(form_.all(field.name));
  std::array<Piece, 3> const pieces{{{"tag", t("Tag"), "bday-day", "kl-date__short"_h},
                                     {"monat", t("Monat"), "bday-month", "kl-date__short"_h},
                                     {"jahr", t("Jahr"), "bday-year", "kl-date__long"_h}}};
  out_("<fieldset class='kern-fieldset"_h, sentence.empty() ? ""_h : " kern-fieldset--error"_h, "'"_h);
  described(field);
  out_("><legend class='kern-label'>"_h, field.label);
  if (field.optional and not field.unmarked)
    out_(" <span class='kern-label__optional'>"_h, t("(optional)"), "</span>"_h);
  out_("</legend>"_h);
  hint(field);
  out_("<div class='kl-date'>"_h);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    auto const id = i == 0 ? std::string{anchor} : fmt::format("{}-{}", anchor, pieces[i].end);
    auto const known = field.autocomplete == "bday" ? pieces[i].of_birth : std::string_view{"off"};
    out_("<div class='"_h, pieces[i].classes, "'><label class='kern-label' for='"_h, id, "'>"_h, pieces[i].label,
         "</label><input class='kern-form-input__input' type='text' inputmode='numeric' dir='ltr' autocomplete='"_h,
         known, "' id='"_h, id, "' name='"_h, field.name, ".", pieces[i].end, "' value='"_h, values[i], "'"_h,
         field.optional ? ""_h : " aria-required='true'"_h, sentence.empty() ? ""_h : " aria-invalid='true'"_h,
         "></div>"_h);
  }
  out_("</div>"_h);
  error(anchor, sentence);
  out_("</fieldset>"_h);
}

}  // namespace kreislauf::kern
