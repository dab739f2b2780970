#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "authority/authority.h"

/// Parts of the forms of this module (web/MARKUP.md, "Form").
namespace kreislauf::identity {

/// What is wrong in a form: id of the field and a sentence, in the order of the fields.
struct Faults {
  std::vector<std::pair<std::string, std::string>> all;

  bool empty() const { return all.empty(); }
  void add(std::string_view field, std::string_view sentence) { all.emplace_back(field, sentence); }
  std::string_view of(std::string_view field) const;
};

struct Field {
  std::string_view id;
  std::string label;
  std::string hint = {};
  std::string value = {};
  std::string_view type = "text";
  std::string_view autocomplete = "off";
  bool digits = false;  ///< a keypad instead of a keyboard
  bool optional = false;
};

void write_faults(html::Writer& out, authority::Context const& context, Faults const& faults);
void write_field(html::Writer& out, authority::Context const& context, Field const& field, Faults const& faults);
void write_button(html::Writer& out, std::string_view label, std::string_view kind = "primary");
/// A form of one button: `path` with the hidden fields.
void write_button_form(html::Writer& out, authority::Context const& context, std::string_view path,
                       std::string_view label, std::string_view kind = "secondary");
/// `21. November 2026, 10:05 Uhr` in legal time.
std::string moment(authority::Context const& context, Instant at);

}  // namespace kreislauf::identity
