#include "platform/kern/sheet.h"

#include <stdexcept>

namespace kreislauf::kern {

Sheet::Sheet(i18n::Translator t, crypto::Random& random, std::string csrf, Form const* form, std::size_t expected_size)
    : out_{expected_size}, t_{t}, random_{random}, csrf_{std::move(csrf)}, form_{form} {}

void Sheet::open(Target const& target, bool post, Form const* form) {
  out_("<form"_h);
  if (not target.classes.empty()) out_(" class='"_h, target.classes, "'"_h);
  out_(" action='"_h, target.path, "' method='"_h, post ? "post' novalidate"_h : "get' novalidate"_h);
  if (not target.label.empty()) out_(" aria-label='"_h, target.label, "'"_h);
  if (target.files) out_(" enctype='multipart/form-data'"_h);
  for (auto const& [name, value] : target.data) {
    out_(" ", name);
    if (not value.empty()) out_("='"_h, value, "'"_h);
  }
  out_(">"_h);
  if (not post) return;
  keyed_ = true;
  if (not csrf_.empty()) out_("<input type='hidden' name='csrf' value='"_h, csrf_, "'>"_h);
  bool const again = form != nullptr and not form->key().empty() and not form->fine();
  out_("<input type='hidden' name='form' value='"_h, again ? form->key() : random_.hex(16), "'>"_h);
}

void Sheet::form(Form const& form, Target const& target, FunctionRef<void(Fields&)> body) {
  if (not form.fine() and &form != form_) throw std::logic_error{"a form with errors must be the form of its page"};
  open(target, true, &form);
  Fields fields{out_, form, Look::full};
  body(fields);
  out_("</form>"_h);
}

void Sheet::form(Target const& target, FunctionRef<void(Fields&)> body) {
  Form const nothing{t_, {}, {}};
  form(nothing, target, body);
}

void Sheet::ask(Form const& form, Target const& target, FunctionRef<void(Fields&)> body) {
  open(target, false, &form);
  Fields fields{out_, form, Look::full};
  body(fields);
  out_("</form>"_h);
}

void Sheet::filter(Form const& form, Target const& target, FunctionRef<void(Fields&)> body) {
  auto where = target;
  where.classes = "kl-filter"_h;
  open(where, false, &form);
  Fields fields{out_, form, Look::row};
  body(fields);
  out_("</form>"_h);
}

void Sheet::short_form(Form const& form, Target const& target, FunctionRef<void(Fields&)> body) {
  if (not form.fine() and &form != form_) throw std::logic_error{"a form with errors must be the form of its page"};
  open(target, true, &form);
  Fields fields{out_, form, Look::row};
  body(fields);
  out_("</form>"_h);
}

void Sheet::button_form(std::string path, Button const& button,
                        std::vector<std::pair<std::string_view, std::string>> const& hidden) {
  form({.path = std::move(path), .classes = "kl-actions"_h}, [&](Fields& f) {
    for (auto const& [name, value] : hidden) f.hidden(name, value);
    f.button(button);
  });
}

std::string Sheet::title(std::string_view text) const {
  return shows_errors() ? t_("Fehler: {}", text) : std::string{text};
}

void Sheet::error_summary() {
  summary_written_ = true;
  if (not shows_errors()) return;
  auto const errors = form_->errors();
  out_(
      "<div class='kern-alert kern-alert--danger' id='fehler' role='alert' tabindex='-1' data-kl-errors><div "
      "class='kern-alert__header'>"
      "<span class='kern-icon kern-icon--danger' aria-hidden='true'></span><h2 class='kern-title'>"_h,
      t_.count("Bitte prüfen Sie {} Angabe", "Bitte prüfen Sie {} Angaben", static_cast<std::int64_t>(errors.size())),
      "</h2></div><div class='kern-alert__body'><p class='kern-body'>"_h, t_("Ihre anderen Angaben sind noch da."),
      "</p><ul class='kl-errors'>"_h);
  for (auto const& [anchor, sentence] : errors) out_("<li><a href='#"_h, anchor, "'>"_h, sentence, "</a></li>"_h);
  out_("</ul></div></div>"_h);
}

void Sheet::begin_content(Layout layout, Content const& heading) {
  layout_ = layout;
  switch (layout) {
    case Layout::page:
      out_("<div class='kl-wrap kl-page'>"_h);
      break;
    case Layout::narrow:
      out_("<div class='kl-wrap kl-page kl-narrow kl-stack'>"_h);
      break;
    case Layout::prose:
      out_("<article class='kl-wrap kl-page kl-prose'>"_h);
      break;
    case Layout::own:
      return;
  }
  error_summary();
  out_("<h1>"_h, heading, "</h1>"_h);
}

void Sheet::end_content() {
  if (layout_ == Layout::own) return;
  out_(layout_ == Layout::prose ? "</article>"_h : "</div>"_h);
}

http::Response Sheet::answer(unsigned status) {
  if (shows_errors() and not summary_written_)
    throw std::logic_error{"a page that shows errors must begin with their summary"};
  bool const wrong = shows_errors() and status == 200;
  return {.status = wrong ? 422U : status,
          .body = out_.take_text(),
          .caching = keyed_ ? http::Caching::none : http::Caching::revalidate,
          .vary_language = true};
}

}  // namespace kreislauf::kern
