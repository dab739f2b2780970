#include "platform/kern/fields.h"

#include <algorithm>

#include "platform/i18n/dates.h"
#include "platform/kern/assets.h"
#include "platform/kern/option_id.h"

namespace kreislauf::kern {

namespace {

std::string_view type_of(Field const& field) {
  switch (field.kind) {
    case Kind::email:
      return "email";
    case Kind::phone:
      return "tel";
    case Kind::password:
      return "password";
    default:
      return "text";
  }
}

bool is_left_to_right(Field const& field) {
  return field.kind == Kind::email or field.kind == Kind::phone or field.kind == Kind::code or
         field.kind == Kind::iban or field.kind == Kind::plate or field.plain;
}

/// A day stands as people here write it, however the program keeps it; both are read (base/typed).
std::string written_day(std::string_view typed) {
  auto const day = i18n::parse_iso(typed);
  return day ? i18n::numeric_date(*day) : std::string{typed};
}

bool has_keypad(Field const& field) { return field.kind == Kind::number or field.kind == Kind::code; }

}  // namespace

void Fields::operator()(std::string_view name) {
  auto const& field = form_.field(name);
  bool const small = look_ == Look::row;
  switch (field.kind) {
    case Kind::area:
      return area(field);
    case Kind::tick:
      return tick(field);
    case Kind::choices:
      return small ? ticks(field) : boxes(field);
    case Kind::date:
      return small ? row(field) : date(field);
    case Kind::choice:
      return field.list ? (small ? row(field) : list(field)) : boxes(field);
    default:
      return small ? row(field) : line(field);
  }
}

void Fields::all() {
  for (auto const& field : form_.fields()) (*this)(field.name);
}

void Fields::begin(Field const& field) {
  bool const wrong = not form_.error(field.name).empty();
  out_("<div class='kern-form-input"_h, wrong ? " kern-form-input--error"_h : ""_h, field.wide ? " kl-wide"_h : ""_h,
       "'>"_h);
  label(field);
  hint(field);
}

void Fields::label(Field const& field) {
  out_("<label class='kern-label' for='"_h, field.anchor(), "'>"_h, field.label);
  if (not field.unit.empty()) out_(" <small>("_h, field.unit, ")</small>"_h);
  if (field.optional and not field.unmarked)
    out_(" <span class='kern-label__optional'>"_h, form_.t()("(optional)"), "</span>"_h);
  out_("</label>"_h);
}

void Fields::hint(Field const& field) {
  if (not field.hint.empty())
    out_("<div class='kern-hint' id='"_h, field.anchor(), "-hinweis'>"_h, field.hint, "</div>"_h);
}

/// The attributes by which a reader finds hint and error.
void Fields::described(Field const& field) {
  bool const wrong = not form_.error(field.name).empty(), hinted = not field.hint.empty() and look_ == Look::full;
  if (not wrong and not hinted) return;
  out_(" aria-describedby='"_h);
  if (hinted) out_(field.anchor(), "-hinweis");
  if (hinted and wrong) out_(" ");
  if (wrong) out_(field.anchor(), "-fehler");
  out_("'"_h, wrong ? " aria-invalid='true'"_h : ""_h);
}

void Fields::error(std::string_view anchor, std::string_view sentence) {
  if (sentence.empty()) return;
  out_("<p class='kern-error' id='"_h, anchor,
       "-fehler'><span class='kern-icon kern-icon--danger' aria-hidden='true'></span><span class='kern-body'>"_h,
       sentence, "</span></p>"_h);
}

void Fields::input(Field const& field, html::Markup classes) {
  auto const anchor = field.anchor();
  // A password is never sent back into a page.
  auto const& typed = form_.typed(field.name);
  auto const shown = field.kind == Kind::password ? std::string{}
                     : field.kind == Kind::day    ? written_day(typed)
                                                  : typed;
  out_("<input class='"_h, classes, "' type='"_h, type_of(field), "' id='"_h, anchor, "' name='"_h, field.name,
       "' autocomplete='"_h, field.autocomplete, "' value='"_h, shown, "'"_h);
  if (is_left_to_right(field)) out_(" dir='ltr'"_h);
  if (has_keypad(field)) out_(" inputmode='numeric'"_h);
  if (field.plain) out_(" autocapitalize='none' spellcheck='false'"_h);
  if (not field.optional) out_(" aria-required='true'"_h);
  if (not field.key.empty()) out_(" data-kl-key='"_h, field.key, "'"_h);
  described(field);
  out_(">"_h);
}

void Fields::line(Field const& field) {
  begin(field);
  input(field, "kern-form-input__input"_h);
  error(field.anchor(), form_.error(field.name));
  out_("</div>"_h);
}

void Fields::area(Field const& field) {
  begin(field);
  auto const anchor = field.anchor();
  out_("<textarea class='kern-form-input__input"_h, field.plain ? " kl-code"_h : ""_h, "' id='"_h, anchor, "' name='"_h,
       field.name, "' rows='"_h, field.rows, "'"_h);
  if (field.plain) out_(" spellcheck='false' autocomplete='off'"_h);
  if (not field.optional) out_(" aria-required='true'"_h);
  described(field);
  // The line break behind the tag is not part of the value (HTML, 13.1.2.6): without it a first empty line would be
  // lost.
  out_(">\n"_h, form_.typed(field.name), "</textarea>"_h);
  error(anchor, form_.error(field.name));
  out_("</div>"_h);
}

void Fields::options(Field const& field) {
  for (auto const& option : field.options) {
    out_("<option value='"_h, option.value, "'"_h);
    if (option.german and form_.t().language() != i18n::Language::german) out_(" lang='de'"_h);
    if (form_.chosen(field.name, option.value)) out_(" selected"_h);
    out_(">"_h, option.label, "</option>"_h);
  }
}

void Fields::list(Field const& field) {
  begin(field);
  out_("<select class='kern-form-input__input' id='"_h, field.anchor(), "' name='"_h, field.name, "'"_h);
  described(field);
  out_(">"_h);
  options(field);
  out_("</select>"_h);
  error(field.anchor(), form_.error(field.name));
  out_("</div>"_h);
}

/// Radio buttons, or boxes of which several can be ticked: a group with a legend.
void Fields::boxes(Field const& field) {
  auto const anchor = field.anchor();
  auto const sentence = form_.error(field.name);
  bool const wrong = not sentence.empty(), one = field.kind == Kind::choice;
  out_("<fieldset class='kern-fieldset"_h, wrong ? " kern-fieldset--error"_h : ""_h, "'"_h);
  described(field);
  out_("><legend class='kern-label'>"_h, field.label, "</legend>"_h);
  hint(field);
  out_("<div class='kern-fieldset__body'>"_h);
  for (auto const& option : field.options) {
    auto const id = option_id(anchor, option.value);
    out_("<div class='kern-form-check'><input class='"_h,
         one ? "kern-form-check__radio"_h : "kern-form-check__checkbox"_h);
    if (wrong) out_(one ? " kern-form-check__radio--error"_h : " kern-form-check__checkbox--error"_h);
    out_("' type='"_h, one ? "radio"_h : "checkbox"_h, "' id='"_h, id, "' name='"_h, field.name, "' value='"_h,
         option.value, "'"_h);
    if (form_.chosen(field.name, option.value)) out_(" checked"_h);
    out_("> <label class='kern-label' for='"_h, id, "'>"_h, option.label, "</label></div>"_h);
  }
  out_("</div>"_h);
  error(anchor, sentence);
  out_("</fieldset>"_h);
}

/// The same where there is little room: boxes in one line.
void Fields::ticks(Field const& field) {
  out_("<fieldset"_h);
  described(field);
  out_("><legend>"_h, field.label, "</legend><div class='kl-ticks'>"_h);
  for (auto const& option : field.options) {
    out_("<label><input type='checkbox' id='"_h, option_id(field.anchor(), option.value), "' name='"_h, field.name,
         "' value='"_h, option.value, "'"_h, form_.chosen(field.name, option.value) ? " checked"_h : ""_h, "> "_h,
         option.label, "</label> "_h);
  }
  out_("</div>"_h);
  error(field.anchor(), form_.error(field.name));
  out_("</fieldset>"_h);
}

void Fields::tick(Field const& field) {
  auto const anchor = field.anchor();
  bool const wrong = not form_.error(field.name).empty();
  out_("<div class='kern-form-check'><input class='kern-form-check__checkbox"_h,
       wrong ? " kern-form-check__checkbox--error"_h : ""_h, "' type='checkbox' id='"_h, anchor, "' name='"_h,
       field.name, "' value='ja'"_h);
  if (form_.ticked(field.name)) out_(" checked"_h);
  if (wrong) out_(" aria-invalid='true' aria-describedby='"_h, anchor, "-fehler'"_h);
  out_("> <label class='kern-label' for='"_h, anchor, "'>"_h, field.label);
  if (not field.hint.empty()) out_(" <small>"_h, field.hint, "</small>"_h);
  out_("</label></div>"_h);
  error(anchor, form_.error(field.name));
}

void Fields::row(Field const& field) {
  auto const anchor = field.anchor();
  out_("<div><label for='"_h, anchor, "'>"_h, field.label, "</label> "_h);
  if (field.kind == Kind::choice) {
    out_("<select class='kl-select' id='"_h, anchor, "' name='"_h, field.name, "'>"_h);
    options(field);
    out_("</select>"_h);
  } else {
    input(field, "kl-select"_h);
  }
  error(anchor, form_.error(field.name));
  out_("</div>"_h);
}

void Fields::hidden(std::string_view name, html::Content const& value) {
  out_("<input type='hidden' name='"_h, name, "' value='"_h, value, "'>"_h);
}

void Fields::submit(html::Content const& label, std::string_view icon_name) {
  out_("<p class='kl-actions'>"_h);
  write_button(out_, {.label = label, .icon = icon_name});
  out_("</p>"_h);
}

void Fields::button(Button const& button) { write_button(out_, button); }

void Fields::side_by_side(FunctionRef<void()> body, html::Markup classes) {
  auto const before = look_;
  look_ = Look::row;
  out_("<div class='"_h, classes, "'>"_h);
  body();
  out_("</div>"_h);
  look_ = before;
}

void Fields::touch(std::string_view name) {
  auto const& field = form_.field(name);
  auto const anchor = field.anchor();
  out_("<label for='"_h, anchor, "'>"_h, field.label, "</label><input class='kl-entry__field' id='"_h, anchor,
       "' name='"_h, field.name,
       "' type='text' inputmode='none' autocomplete='off' autocapitalize='characters' spellcheck='false' dir='ltr'"
       " maxlength='"_h,
       field.most, "' value='"_h, form_.typed(name), "' aria-required='true' autofocus"_h);
  if (not form_.error(name).empty()) out_(" aria-describedby='"_h, anchor, "-fehler' aria-invalid='true'"_h);
  out_(">"_h);
  error(anchor, form_.error(name));
}

void Fields::tick_cell(std::string_view name, std::string_view row, std::string_view column, bool ticked) {
  out_("<input type='checkbox' name='"_h, name, "' value='ja' aria-labelledby='"_h, row, " ", column, "'"_h,
       ticked ? " checked"_h : ""_h, ">"_h);
}

void Fields::cell(Cell const& cell) {
  out_("<input class='kl-select' id='"_h, cell.name, "' name='"_h, cell.name,
       "' type='text' autocomplete='off' value='"_h, cell.value, "' aria-label='"_h, cell.label, "'"_h);
  if (cell.digits) out_(" inputmode='numeric' size='4' maxlength='4'"_h);
  if (not form_.error(cell.name).empty()) out_(" aria-invalid='true'"_h);
  out_(">"_h);
}

void Fields::cell_list(std::string_view name, html::Content const& label, std::vector<Option> const& options,
                       std::string_view chosen) {
  out_("<select class='kl-select' name='"_h, name, "' aria-label='"_h, label, "'>"_h);
  for (auto const& option : options) {
    out_("<option value='"_h, option.value, "'"_h, option.value == chosen ? " selected"_h : ""_h, ">"_h, option.label,
         "</option>"_h);
  }
  out_("</select>"_h);
}

void Fields::pick(Pick const& one) {
  out_("<div class='kl-pick'><div class='kern-form-check'><input class='kern-form-check__checkbox"_h,
       one.wrong ? " kern-form-check__checkbox--error"_h : ""_h, "' type='checkbox' id='d-"_h, one.value, "' name='"_h,
       one.name, "' value='"_h, one.value, "'"_h, one.quantity > 0 ? " checked"_h : ""_h,
       "><label class='kern-label' for='d-"_h, one.value, "'>"_h, one.label);
  if (not one.small.empty()) out_(" <small>"_h, one.small, "</small>"_h);
  out_("</label></div>"_h);
  if (one.most > 1) {
    out_("<div class='kl-count'><label for='n-"_h, one.value, "'>"_h, one.count_label, "<span class='kern-sr-only'> "_h,
         one.label, "</span></label> <select class='kl-select' id='n-"_h, one.value, "' name='"_h, one.count_name,
         "'>"_h);
    for (int n = 1; n <= one.most; ++n)
      out_(n == std::max(1, one.quantity) ? "<option selected>"_h : "<option>"_h, n, "</option>"_h);
    out_("</select></div>"_h);
  }
  out_("</div>"_h);
}

}  // namespace kreislauf::kern
