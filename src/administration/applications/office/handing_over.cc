#include "administration/applications/office/handing_over.h"

#include <fmt/format.h>

#include "administration/applications/acts/change.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications::office {

namespace {

using authority::StaffContext;

constexpr std::string_view office_field = "zu", reason_field = "grund";
constexpr std::int64_t longest_reason = 1000;

kern::Form questions(StaffContext const& c) {
  std::vector<kern::Option> offices{{"", "Bitte wählen"}};
  for (auto const& one : c.town->offices) {
    if (one.id.value() != c.path("amt")) offices.push_back({one.id.value(), one.name});
  }
  return {c.t,
          c.today(),
          {{.name = std::string{office_field},
            .kind = kern::Kind::choice,
            .label = "An welches Amt?",
            .options = std::move(offices),
            .missing = "Wählen Sie das Amt, das weitermacht.",
            .list = true},
           {.name = std::string{reason_field},
            .kind = kern::Kind::area,
            .label = "Warum?",
            .hint = "Das andere Amt liest es bei den Notizen.",
            .most = longest_reason,
            .rows = 4}}};
}

/// Still open, so that somebody can go on with it.
cases::View view_of(Applications& module, StaffContext const& c, OwnApplication const& own) {
  auto view = cases::view_of(module.cases, c, subject_of(own.application));
  if (not view or not cases::after(view->one.phase, cases::Verb::hand_over)) throw NotFound{};
  return *std::move(view);
}

http::Response show(StaffContext const& c, OwnApplication const& own, cases::View const& view, kern::Form const& form) {
  auto const& a = own.application;
  identity::StaffPage page{
      c,
      {.title = fmt::format("Abgeben: {}", a.number),
       .path = path_of(c, a) + "/abgeben",
       .form = &form,
       .heading = "An ein anderes Amt abgeben",
       .office = c.path("amt"),
       .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}, {path_of(c, a), a.number}},
       .here = "Abgeben"}};
  page.lead(
      "Alles geht mit: Angaben, Nachrichten, Notizen und die Frist. Wer den Antrag gestellt hat, sieht das neue Amt.");
  page.form(form, {.path = path_of(c, a) + "/abgeben"}, [&](kern::Fields& f) {
    f.hidden(cases::revision_field, std::to_string(view.one.revision));
    f.all();
    f.submit("Abgeben");
  });
  return page.finish();
}

}  // namespace

void give_over(acts::Transaction& tx, StaffContext const& c, Application& application, cases::Case& one,
               std::string_view office, std::string_view reason) {
  cases::hand_over(tx, c, one, office, reason);
  messages::move_to(tx, subject_of(application), office);
  application.office = office;
  store::save(tx.db, application);
}

http::Response hand_over(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find(module, c);
  return show(c, own, view_of(module, c, own), questions(c));
}

http::Response send_over(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto const view = view_of(module, c, own);
  auto form = questions(c);
  form.read(request.body);
  if (not form.fine()) return show(c, own, view, form);
  auto const& office = form.text(office_field);
  auto const seen = http::number_in(http::field(request.body, cases::revision_field).value_or("")).value_or(-1);
  try {
    return perform_on_case(c, request, [&](acts::Transaction& tx) {
      auto application = current(tx, own.application.id);
      auto one = cases::unchanged(tx, view.one.id, seen < 0 ? view.one.revision : seen);
      give_over(tx, c, application, one, office, form.text(reason_field));
      return acts::see(fmt::format("/verwaltung/amt/{}/faelle?sicht=alle&abgegeben=1", c.path("amt")));
    });
  } catch (cases::NotNow const&) {
    form.wrong("stand", "Inzwischen hat jemand den Fall geändert. Sehen Sie nach, und geben Sie ihn dann ab.");
  }
  return show(c, own, cases::view_of(module.cases, c, subject_of(own.application)).value_or(view), form);
}

}  // namespace kreislauf::applications::office
