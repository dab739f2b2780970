#include "platform/kern/search_box.h"

#include "base/text.h"
#include "base/typed/typed.h"
#include "platform/http/message.h"
#include "platform/kern/assets.h"

namespace kreislauf::kern {

std::string searched_for(std::string_view query) {
  return text::shortened(typed::line(http::field(query, "q").value_or("")), 100);
}

void search_box(html::Writer& out, i18n::Translator const& t, SearchBox const& box, Body below) {
  out("<form class='kl-search"_h, box.big ? " kl-search--big"_h : ""_h, "' action='"_h, box.path,
      "' method='get' role='search'"_h);
  if (box.big) out(" aria-label='"_h, box.label, "'"_h);
  out("><label class='"_h, box.big ? "kl-search__label"_h : "kern-sr-only"_h, "' for='"_h, box.id, "'>"_h, box.label,
      "</label><div class='kl-search__row'><input class='kl-search__input' id='"_h, box.id,
      "' name='q' type='search' value='"_h, box.value,
      "' autocomplete='off' autocapitalize='none' spellcheck='false'"_h);
  if (not box.suggestions.empty()) {
    out(" data-kl-suggest='"_h, box.suggestions, "' data-kl-count='"_h,
        t("{n} Vorschläge. Mit den Pfeiltasten auswählen."), "' data-kl-list='"_h, t("Vorschläge"), "'"_h);
  }
  out("><button class='kl-search__go' type='submit'>"_h, icon("search"), "<span>"_h, t("Suchen"),
      "</span></button></div>"_h);
  below(out);
  out("</form>"_h);
}

void position_button(html::Writer& out, i18n::Translator const& t, std::string_view path) {
  out("<p class='kl-position'><button class='kern-btn kern-btn--secondary' type='button' data-kl-place='"_h, path,
      "' data-kl-wait='"_h, t("Wir suchen Ihren Standort …"), "' data-kl-denied='"_h,
      t("Der Standort ist nicht verfügbar. Bitte geben Sie Ort oder Postleitzahl ein."),
      "' aria-describedby='ort-stand' hidden>"_h, icon("locate"), "<span class='kern-label'>"_h, t("Mein Standort"),
      "</span></button> <span id='ort-stand' role='status'></span></p>"_h);
}

void search_field(html::Writer& out, i18n::Translator const& t, SearchBox const& box) {
  out("<div class='kl-search'><label class='kl-search__label' for='"_h, box.id, "'>"_h, box.label,
      "</label><div class='kl-search__row'><input class='kl-search__input' id='"_h, box.id,
      "' name='q' type='search' value='"_h, box.value,
      "' autocomplete='off' autocapitalize='none' spellcheck='false'><button class='kl-search__go' type='submit' "
      "formaction='"_h,
      box.path, "'>"_h, icon("search"), "<span>"_h, t("Suchen"), "</span></button></div></div>"_h);
}

}  // namespace kreislauf::kern
