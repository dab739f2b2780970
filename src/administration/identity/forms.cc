#include "administration/identity/forms.h"

#include <fmt/format.h>

#include "administration/identity/identity.h"

namespace kreislauf::identity {

std::string_view Faults::of(std::string_view field) const {
  for (auto const& [id, sentence] : all) {
    if (id == field) return sentence;
  }
  return {};
}

void write_faults(html::Writer& out, authority::Context const& c, Faults const& faults) {
  if (faults.empty()) return;
  out("<div class=\"kern-alert kern-alert--danger\" id=\"fehler\" role=\"alert\" tabindex=\"-1\" data-kl-errors><div "
      "class=\"kern-alert__header\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><h2 "
      "class=\"kern-title\">",
      c.t.count("Bitte prüfen Sie {} Angabe", "Bitte prüfen Sie {} Angaben",
                static_cast<std::int64_t>(faults.all.size())),
      "</h2></div><div class=\"kern-alert__body\"><ul class=\"kl-errors\">");
  for (auto const& [id, sentence] : faults.all) out("<li><a href=\"#", id, "\">", sentence, "</a></li>");
  out("</ul></div></div>");
}

void write_field(html::Writer& out, authority::Context const& c, Field const& field, Faults const& faults) {
  auto const fault = faults.of(field.id);
  out("<div class=\"kern-form-input", fault.empty() ? std::string_view{} : std::string_view{" kern-form-input--error"},
      "\"><label class=\"kern-label\" for=\"", field.id, "\">", field.label);
  if (field.optional) out(" <span class=\"kern-label__optional\">", c.t("(optional)"), "</span>");
  out("</label>");
  if (not field.hint.empty()) out("<div class=\"kern-hint\" id=\"", field.id, "-hinweis\">", field.hint, "</div>");
  out("<input class=\"kern-form-input__input\" id=\"", field.id, "\" name=\"", field.id, "\" type=\"", field.type,
      "\" autocomplete=\"", field.autocomplete, "\" value=\"", field.value, "\"");
  if (field.digits) out(" inputmode=\"numeric\" dir=\"ltr\"");
  if (field.autocomplete == "username") out(" autocapitalize=\"none\" spellcheck=\"false\" dir=\"ltr\"");
  if (not field.optional) out(" aria-required=\"true\"");
  if (not field.hint.empty() or not fault.empty()) {
    out(" aria-describedby=\"");
    if (not field.hint.empty()) out(field.id, "-hinweis");
    if (not field.hint.empty() and not fault.empty()) out(" ");
    if (not fault.empty()) out(field.id, "-fehler");
    out("\"");
  }
  if (not fault.empty()) out(" aria-invalid=\"true\"");
  out(">");
  if (not fault.empty())
    out("<p class=\"kern-error\" id=\"", field.id,
        "-fehler\"><span class=\"kern-icon kern-icon--danger\" aria-hidden=\"true\"></span><span class=\"kern-body\">",
        fault, "</span></p>");
  out("</div>");
}

void write_button(html::Writer& out, std::string_view label, std::string_view kind) {
  out("<p class=\"kl-actions\"><button class=\"kern-btn kern-btn--", kind,
      "\" type=\"submit\"><span class=\"kern-label\">", label, "</span></button></p>");
}

void write_button_form(html::Writer& out, authority::Context const& c, std::string_view path, std::string_view label,
                       std::string_view kind) {
  out("<form action=\"", authority::path_in(c, path), "\" method=\"post\">", form_fields(c));
  write_button(out, label, kind);
  out("</form>");
}

std::string moment(authority::Context const& c, Instant at) {
  auto const local = legal_time(at);
  auto const day = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(local.day.year()),
                               static_cast<unsigned>(local.day.month()), static_cast<unsigned>(local.day.day()));
  return c.t("{}, {} Uhr", authority::long_date(c, day),
             fmt::format("{}:{:02}", local.minute_of_day / 60, local.minute_of_day % 60));
}

}  // namespace kreislauf::identity
