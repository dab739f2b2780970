#include "administration/applications/office/asking.h"

#include <fmt/format.h>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/deciding.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rights.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

using authority::StaffContext;
using cases::Asked;

constexpr std::string_view kind_field = "art", text_field = "nachricht", day_field = "bis", questions_field = "fragen";
constexpr std::string_view missing = "nachfordern", hearing = "anhoeren";
constexpr std::int64_t longest_text = 4000;
constexpr int usual_weeks = 3;

}  // namespace

std::vector<kern::Option> askable(StaffContext const& c, OwnApplication const& own) {
  auto const entered = entered_of(c, own.application, *own.form);
  auto const environment = forms::environment_of(c.clock);
  std::vector<kern::Option> options;
  auto const& pages = own.form->definition().pages;
  std::vector<std::string> all;
  for (auto const& page : pages) {
    for (auto const& one : page.questions) all.push_back(one.name);
  }
  for (auto const& page : amendable(*own.form->compiled, all, entered, entered, environment)) {
    for (auto const& one : pages[page.page].questions) {
      if (page.names.contains(one.name))
        options.push_back({one.name, fmt::format("{}: {}", pages[page.page].title[i18n::Language::german],
                                                 one.label[i18n::Language::german])});
    }
  }
  return options;
}

namespace {

kern::Form asking(StaffContext const& c, OwnApplication const& own, deadlines::Regime regime) {
  kern::Form form{
      c.t,
      c.today(),
      {{.name = std::string{kind_field},
        .kind = kern::Kind::choice,
        .label = "Worum geht es?",
        .options = {{std::string{missing}, "Es fehlt etwas, oder etwas stimmt nicht"},
                    {std::string{hearing}, fmt::format("Anhören, bevor gegen die Person entschieden wird ({})",
                                                       cases::hearing_law(regime))}}},
       {.name = std::string{questions_field},
        .kind = kern::Kind::choices,
        .label = "Diese Fragen soll die Person noch einmal beantworten",
        .hint = "Sie bekommt genau diese Fragen. Alles andere bleibt, wie es ist.",
        .optional = true,
        .unmarked = true,
        .options = askable(c, own)},
       {.name = std::string{text_field},
        .kind = kern::Kind::area,
        .label = "Was die Person liest",
        .hint = "Sagen Sie genau, was fehlt und wofür Sie es brauchen.",
        .most = longest_text,
        .rows = 6},
       {.name = std::string{day_field}, .kind = kern::Kind::day, .label = "Bis wann"}}};
  form.fill(kind_field, std::string{missing});
  form.fill(day_field, i18n::iso(deadlines::working_day_from(c.today() + std::chrono::weeks{usual_weeks})));
  return form;
}

void check(kern::Form& form, StaffContext const& c) {
  if (form.text(kind_field) == missing and form.all(questions_field).empty())
    form.wrong(questions_field, "Wählen Sie, was noch einmal beantwortet werden soll.");
  if (auto const day = form.day(day_field); day and *day <= c.today())
    form.wrong(day_field, "Geben Sie einen späteren Tag an: Die Person braucht Zeit.");
}

http::Response show(StaffContext const& c, OwnApplication const& own, cases::View const& view, kern::Form const& form) {
  auto const& a = own.application;
  identity::StaffPage page{
      c,
      {.title = fmt::format("Nachfordern oder anhören: {}", a.number),
       .path = path_of(c, a) + "/nachfordern",
       .form = &form,
       .heading = "Nachfordern oder anhören",
       .office = c.path("amt"),
       .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}, {path_of(c, a), a.number}},
       .here = "Nachfordern"}};
  auto const& rule = view.type->deadline;
  if (not rule.stops.empty())
    page.lead(fmt::format("Solange die Person nicht antwortet, steht die Frist still ({}).", rule.stops));
  else if (rule.from_complete)
    page.lead(fmt::format("Die Frist beginnt neu, sobald alles da ist ({}).", rule.law));
  else
    page.lead("Die Frist läuft weiter, solange die Person nicht antwortet.");
  page.form(form, {.path = path_of(c, a) + "/nachfordern"}, [&](kern::Fields& f) {
    f.hidden(cases::revision_field, std::to_string(view.one.revision));
    f.all();
    f.submit("Abschicken");
  });
  return page.finish();
}

/// Somebody works on it, so that somebody reads what comes back.
cases::View asked_view(Applications& module, StaffContext const& c, OwnApplication const& own) {
  auto view = cases::view_of(module.cases, c, subject_of(own.application));
  if (not view or not cases::after(view->one.phase, cases::Verb::ask)) throw NotFound{};
  return *std::move(view);
}

}  // namespace

http::Response ask(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find(module, c);
  auto const view = asked_view(module, c, own);
  return show(c, own, view, asking(c, own, view.type->regime));
}

http::Response send_asking(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto const view = asked_view(module, c, own);
  auto form = asking(c, own, view.type->regime);
  form.read(request.body);
  check(form, c);
  if (not form.fine()) return show(c, own, view, form);
  auto const language = language_of(own.application);
  auto const t = module.house.languages.translator(language);
  bool const heard = form.text(kind_field) == hearing;
  try {
    return perform_on_case(c, request, [&](acts::Transaction& tx) {
      auto const application = current(tx, own.application.id);
      auto const seen = http::number_in(http::field(request.body, cases::revision_field).value_or("")).value_or(-1);
      auto one = cases::unchanged(tx, view.one.id, seen < 0 ? view.one.revision : seen);
      cases::ask(tx, *view.type, one,
                 {.kind = heard ? Asked::Kind::hearing : Asked::Kind::missing,
                  .questions = heard ? std::vector<std::string>{} : form.all(questions_field),
                  .until = *form.day(day_field)});
      write_to_applicant(tx, c, t, application, own.name(language),
                         {.content = {.text = form.text(text_field), .language = "de"}, .asks = true});
      return acts::see(cases::told(path_of(c, application), cases::done::asked));
    });
  } catch (cases::NotNow const&) {
    form.wrong("stand",
               "Inzwischen hat jemand den Fall geändert. Sehen Sie nach, und schicken Sie es dann noch einmal ab.");
  }
  return show(c, own, cases::view_of(module.cases, c, subject_of(own.application)).value_or(view), form);
}

}  // namespace kreislauf::applications::office
