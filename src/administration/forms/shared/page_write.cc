#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/shared/page_form.h"
#include "authority/page.h"

// How the questions of a page are drawn.
namespace kreislauf::forms {

namespace {

/// `dinge[2].was` -> `dinge[].was`: the same condition in every entry.
std::string without_numbers(std::string_view path) {
  std::string key;
  for (char const c : path) {
    if (c < '0' or c > '9' or not key.ends_with('[')) key += c;
  }
  return key;
}

void write_remove(kern::Fields& fields, i18n::Translator const& t, std::string const& name, std::size_t entry) {
  auto const value = fmt::format("weg {} {}", name, entry);
  html::Writer label{80};
  label(t("Entfernen"), "<span class='kern-sr-only'>"_h, t(": Eintrag {}", entry), "</span>"_h);
  fields.button({.label = label.take(), .weight = kern::Weight::tertiary, .name = list_button, .value = value});
}

}  // namespace

std::size_t most_entries_of(Question const& list) {
  constexpr std::size_t otherwise = 50;
  return list.most > 0 ? static_cast<std::size_t>(list.most) : otherwise;
}

void write_error(html::Writer& out, kern::Form const& form, std::string const& name) {
  auto const sentence = form.error(name);
  if (sentence.empty()) return;
  out("<p class='kern-error' id='"_h, name,
      "-fehler'><span class='kern-icon kern-icon--danger' aria-hidden='true'></span><span class='kern-body'>"_h,
      sentence, "</span></p>"_h);
}

void PageForm::write(kern::Fields& fields) const {
  write_all(fields, page_.questions, {});
  write_error(fields.out(), form_, page_.id);
}

/// What depends on an answer stands in a box of its own, which the island fills and empties; what is not asked now
/// waits in a template, which is nothing without the island.
void PageForm::write_all(kern::Fields& fields, std::vector<Question> const& questions, Place const& before) const {
  auto& out = fields.out();
  for (auto const& question : questions) {
    auto place = before.below(question);
    if (before.path.empty() and not is_open(question.name)) continue;
    bool const depends = not question.when.empty();
    bool const shown = is_asked(place.path) or (before.hidden and not depends);
    place.hidden = not is_asked(place.path);
    if (not depends or script_.empty()) {
      if (shown) write_question(fields, question, place);
      continue;
    }
    out(shown ? "<div"_h : "<template"_h, " data-kl-when='"_h, without_numbers(place.path), "' data-kl-entry='"_h,
        before.name, "'>"_h);
    write_question(fields, question, place);
    out(shown ? "</div>"_h : "</template>"_h);
  }
}

void PageForm::write_question(kern::Fields& fields, Question const& question, Place const& place) const {
  if (question.kind == Kind::file and for_office_) return;
  if (not question.asks()) return fields.out()("<p>"_h, in_language(c_, question.label), "</p>"_h);
  write_one(fields, question, place);
  if (place.path == question.name and not for_office_) write_why(fields.out(), question);
}

void PageForm::write_one(kern::Fields& fields, Question const& question, Place const& place) const {
  if (question.kind == Kind::group) return write_group(fields, question, place);
  if (question.kind == Kind::list) return write_list(fields, question, place);
  if (question.kind == Kind::file) return write_files(fields, question);
  auto const drawn = [&](kern::Field const& field) { return field.name == place.name; };
  if (question.calendar and not std::any_of(form_.fields().begin(), form_.fields().end(), drawn))
    return fields.out()("<p>"_h, c_.t("Den Tag vereinbart das Amt mit Ihnen."), "</p>"_h);
  if (beside_) beside_(fields.out(), place.name);
  // That no box is ticked is an answer, too.
  if (question.kind == Kind::choices) fields.hidden(place.name, "");
  fields(place.name);
}

void PageForm::write_group(kern::Fields& fields, Question const& question, Place const& place) const {
  auto& out = fields.out();
  bool const said = question.label == page_.title;  // the heading of the page
  out("<fieldset class='kl-group' id='"_h, place.name, "'><legend class='"_h,
      said ? "kern-sr-only"_h : "kl-group__legend"_h, "'>"_h, in_language(c_, question.label), "</legend>"_h);
  if (auto const hint = in_language(c_, question.hint); not hint.empty())
    out("<p class='kern-hint'>"_h, hint, "</p>"_h);
  write_all(fields, question.questions, {place.path + ".", place.name, place.hidden});
  write_error(out, form_, place.name);
  out("</fieldset>"_h);
}

void PageForm::write_list(kern::Fields& fields, Question const& question, Place const& place) const {
  auto& out = fields.out();
  auto const& t = c_.t;
  auto const& name = place.name;
  auto const count = entries_.at(name);
  out("<fieldset class='kl-group' id='"_h, name, "'><legend class='kl-group__legend'>"_h,
      in_language(c_, question.label), "</legend>"_h);
  if (auto const hint = in_language(c_, question.hint); not hint.empty())
    out("<p class='kern-hint'>"_h, hint, "</p>"_h);
  fields.hidden(name, std::to_string(count));
  for (std::size_t i = 1; i <= count; ++i) {
    out("<fieldset class='kl-repeat' id='"_h, name, "-"_h, i, "'><legend class='kl-repeat__legend'>"_h,
        t("Eintrag {}", i), "</legend>"_h);
    write_all(fields, question.questions, place.entry(i));
    if (count > 1 or question.optional) write_remove(fields, t, name, i);
    out("</fieldset>"_h);
  }
  if (count < most_entries_of(question)) {
    kern::actions(out, [&](html::Writer&) {
      auto const value = "mehr " + name;
      fields.button({.label = count == 0 ? t("Eintrag hinzufügen") : t("Noch ein Eintrag"),
                     .weight = kern::Weight::secondary,
                     .name = list_button,
                     .value = value});
    });
  }
  write_error(out, form_, name);
  out("</fieldset>"_h);
}

/// Artikel 13 Absatz 1 Buchstabe c und Absatz 2 Buchstabe a DSGVO: what for, by which law, and how long.
void PageForm::write_why(html::Writer& out, Question const& question) const {
  auto const& t = c_.t;
  auto const& law = question.law.empty() ? page_.law : question.law;
  kern::Fold const fold{.summary = t("Warum fragen wir das?"), .classes = "kl-fold kl-why"_h};
  kern::fold(out, fold, [&](html::Writer&) {
    if (auto const why = in_language(c_, question.why); not why.empty()) out("<p>"_h, why, "</p>"_h);
    out("<p class='kl-small'>"_h);
    if (not law.empty()) out(t("Grundlage:"), " "_h, authority::german(c_, law), "<br>"_h);
    out(t.count("Wir löschen die Antwort {} Tag, nachdem alles erledigt ist.",
                "Wir löschen die Antwort {} Tage, nachdem alles erledigt ist.", compiled_.definition().terms.kept_days),
        "</p>"_h);
  });
}

}  // namespace kreislauf::forms
