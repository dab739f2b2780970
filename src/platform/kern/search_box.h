#pragma once

#include <string>

#include "platform/html/html.h"
#include "platform/i18n/i18n.h"
#include "platform/kern/components.h"

namespace kreislauf::kern {

/// The search of a site: its field with suggestions as one types. `big` on home pages, with a label that is seen.
struct SearchBox {
  std::string path;  ///< whole address that answers
  std::string id;
  Content label;
  std::string value = {};
  std::string suggestions = {};  ///< address that gives them, ready for what was typed: ends with `q=`
  bool big = false;
};
/// `below` stands inside of the form, under the field.
void search_box(
    html::Writer& out, i18n::Translator const& t, SearchBox const& box, Body below = [](html::Writer&) {});

/// The field alone, inside of another form: its button sends that form to `path`, so that what stands in it stays.
void search_field(html::Writer& out, i18n::Translator const& t, SearchBox const& box);

/// What somebody looks for by the field `q` of an address: one line without marks that nobody sees (what turns the
/// direction of text would turn a heading), 100 letters at most.
std::string searched_for(std::string_view query);

/// "Mein Standort": asks the browser where one is and goes to `path` with a coarse position. Hidden without scripts.
void position_button(html::Writer& out, i18n::Translator const& t, std::string_view path);

}  // namespace kreislauf::kern
