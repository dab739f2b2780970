#include <fmt/format.h>

#include <algorithm>

#include "administration/consultations/acts/asking.h"
#include "administration/consultations/office/pages.h"
#include "administration/consultations/shared/showing.h"
#include "administration/consultations/store/store.h"
#include "administration/deadlines/deadlines.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// Of the office that has the case: whom it asks, what, and what of the case the other one reads for that.
namespace kreislauf::consultations::office {

namespace {

using authority::StaffContext;

constexpr std::string_view whom = cases::other_authority_field, office_field = "amt", question_field = "frage",
                           parts_field = "zeigen", day_field = "bis";
constexpr std::int64_t longest_question = 2000;
constexpr std::chrono::days usual{14};

struct Asked {
  cases::Case one;
  std::vector<Source::Part> parts;
  std::string service, page;  ///< name of the service; where the case is
};

/// Still open, here, and one that others may be asked about.
Asked asked_in(Consultations const& module, StaffContext const& c) {
  std::optional<cases::Case> found;
  c.db.read([&](db::Connection& db) { found = cases::seen_case(db, c, http::number_in(c.path("fall")).value_or(0)); });
  if (not found or not cases::is_open(found->phase)) throw NotFound{};
  auto const* source = module.source_of(found->subject);
  auto parts = source == nullptr ? std::vector<Source::Part>{} : source->parts(c, *found);
  if (parts.empty()) throw NotFound{};
  auto const catalogue = module.catalog.snapshot();
  auto const* service = catalogue->any(found->type);
  auto name = service == nullptr ? found->type : service->name();
  auto page = module.cases.source_of(*found).path(*found);
  return {*std::move(found), std::move(parts), std::move(name), std::move(page)};
}

identity::StaffMeta meta_of(StaffContext const& c, Asked const& asked, kern::Form const* form) {
  return {
      .title = fmt::format("Stellungnahme zu {}", asked.one.number),
      .path = path_of_asking(c, asked.one),
      .form = form,
      .heading = "Andere Behörde fragen",
      .office = c.path("amt"),
      .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}, {asked.page, asked.one.number}},
      .here = "Stellungnahme"};
}

http::Response show_choice(StaffContext const& c, Asked const& asked, std::string_view query) {
  identity::StaffPage page{c, meta_of(c, asked, nullptr)};
  page.lead(
      "Der Fall bleibt bei Ihnen, und seine Frist läuft weiter. Die andere Behörde liest nur, was Sie ihr zeigen.");
  cases::write_choice_of_authority(page, c, path_of_asking(c, asked.one), {}, query);
  return page.finish();
}

kern::Form questions(StaffContext const& c, Asked const& asked, cases::OtherAuthority const& to) {
  std::vector<kern::Option> parts;
  for (auto const& one : asked.parts) parts.push_back({one.name, one.label});
  kern::Form form{c.t,
                  c.today(),
                  {{.name = std::string{office_field},
                    .kind = kern::Kind::choice,
                    .label = "Amt dort",
                    .options = cases::offices_of(to),
                    .missing = "Wählen Sie das Amt, das Sie fragen.",
                    .list = true},
                   {.name = std::string{question_field},
                    .kind = kern::Kind::area,
                    .label = "Was soll die andere Behörde sagen?",
                    .most = longest_question,
                    .rows = 5},
                   {.name = std::string{parts_field},
                    .kind = kern::Kind::choices,
                    .label = "Was liest sie dazu aus dem Fall?",
                    .hint = "Nur, was sie für die Antwort braucht (Artikel 5 Absatz 1 Buchstabe c DSGVO). Danach "
                            "sieht sie es nicht mehr. Wer den Antrag gestellt hat, sieht, dass sie gefragt wurde.",
                    .optional = true,
                    .unmarked = true,
                    .options = std::move(parts)},
                   {.name = std::string{day_field}, .kind = kern::Kind::day, .label = "Bis wann?"}}};
  form.fill(day_field, i18n::iso(deadlines::working_day_from(c.today() + usual)));
  return form;
}

http::Response show_questions(StaffContext const& c, Asked const& asked, cases::OtherAuthority const& to,
                              kern::Form const& form) {
  identity::StaffPage page{c, meta_of(c, asked, &form)};
  page.lead(
      fmt::format("Die Antwort von {} steht beim Fall, sobald sie da ist, und er kommt dann in Ihre Wiedervorlage.",
                  to.authority.full_name()));
  page.form(form, {.path = path_of_asking(c, asked.one)}, [&](kern::Fields& f) {
    f.hidden(whom, to.authority.key.value());
    f.all();
    f.submit("Fragen");
  });
  kern::more_link(page.out(), path_of_asking(c, asked.one), "Eine andere Behörde wählen");
  return page.finish();
}

http::Response show_without_offices(StaffContext const& c, Asked const& asked, cases::OtherAuthority const& to) {
  identity::StaffPage page{c, meta_of(c, asked, nullptr)};
  kern::alert(
      page.out(), kern::Tone::warning, fmt::format("{} hat hier kein Amt", to.authority.full_name()),
      "Niemand könnte die Frage dort lesen. Fragen Sie auf einem anderen Weg, und legen Sie die Antwort als Notiz "
      "zum Fall.");
  kern::more_link(page.out(), path_of_asking(c, asked.one), "Eine andere Behörde wählen");
  return page.finish();
}

http::Response asking(Consultations& module, http::Request const& request, StaffContext& c) {
  auto const asked = asked_in(module, c);
  auto const to = cases::other_authority(module.house, c, http::field(request.query, whom).value_or(""));
  if (not to) return show_choice(c, asked, request.query);
  if (to->town->offices.empty()) return show_without_offices(c, asked, *to);
  return show_questions(c, asked, *to, questions(c, asked, *to));
}

/// `Anna Beispiel, Bürgerbüro`
std::string who_asks(StaffContext const& c) {
  auto const* office = c.town->office(c.path("amt"));
  return office == nullptr ? c.staff.name : fmt::format("{}, {}", c.staff.name, office->name);
}

Question question_of(StaffContext const& c, Asked const& asked, cases::OtherAuthority const& to,
                     kern::Form const& form) {
  auto const* office = to.town->office(form.text(office_field));
  return {.authority = to.authority.key.value(),
          .office = form.text(office_field),
          .office_name = office == nullptr ? std::string{} : office->name,
          .question = form.text(question_field),
          .service_name = asked.service,
          .by = who_asks(c),
          .parts = form.all(parts_field),
          .until = form.day(day_field).value_or(c.today())};
}

http::Response send_question(Consultations& module, http::Request const& request, StaffContext& c) {
  auto const asked = asked_in(module, c);
  auto const to = cases::other_authority(module.house, c, http::field(request.body, whom).value_or(""));
  if (not to) throw BadRequest{"there is no such authority here"};
  auto form = questions(c, asked, *to);
  form.read(request.body);
  auto const until = form.day(day_field);
  if (until and *until < c.today()) form.wrong(day_field, "Dieser Tag ist vorbei.");
  if (not form.fine()) return show_questions(c, asked, *to, form);
  try {
    auto answer = perform(c, request, [&](acts::Transaction& tx) {
      auto now = cases::current(tx, asked.one.id);
      ask(tx, c, now, question_of(c, asked, *to, form));
      return acts::see(asked.page + "#behoerden");
    });
    cases::tell(c, c.path("amt"));
    return answer;
  } catch (cases::NotNow const&) {
    form.wrong("stand", "Der Fall ist inzwischen beendet.");
  }
  return show_questions(c, asked, *to, form);
}

http::Response drop_question(Consultations& module, http::Request const& request, StaffContext& c) {
  auto const asked = asked_in(module, c);
  auto const id = std::string{http::field(request.body, which_field).value_or("")};
  try {
    auto answer = perform(c, request, [&](acts::Transaction& tx) {
      auto one = store::find(tx.db, Consultation::Way::out, id);
      if (not one) throw NotFound{};
      drop(tx, *std::move(one), &asked.one);
      return acts::see(asked.page + "#behoerden");
    });
    cases::tell(c, c.path("amt"));
    return answer;
  } catch (cases::NotNow const&) {  // it has been answered meanwhile: there it stands
    return http::see_other(asked.page + "#behoerden");
  }
}

}  // namespace

void add_asking(authority::Rows& rows, Consultations& module) {
  using authority::bind;
  rows.staff("/verwaltung/amt/{amt}/beteiligen/{fall}", cases::rights::work, bind(module, &asking),
             "Ask another authority what it thinks of a case");
  rows.staff_form("/verwaltung/amt/{amt}/beteiligen/{fall}", 16_KB, cases::rights::work, bind(module, &send_question),
                  "Send the question to another authority");
  rows.staff_form("/verwaltung/amt/{amt}/beteiligen/{fall}/zurueck", 8_KB, cases::rights::work,
                  bind(module, &drop_question), "Another authority need not answer any more");
}

}  // namespace kreislauf::consultations::office
