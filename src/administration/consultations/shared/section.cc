#include <fmt/format.h>

#include "administration/consultations/acts/sealing.h"
#include "administration/consultations/consultations.h"
#include "administration/consultations/shared/showing.h"
#include "administration/consultations/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::consultations {

namespace {

using authority::StaffContext;

void write_one(kern::Sheet& page, StaffContext const& c, cases::View const& view, Consultation const& one) {
  auto const said = said_of(c.keys, one);
  kern::details(page.out(), [&](kern::Details& details) {
    details.row("Gefragt",
                fmt::format("{}, {}, am {}", name_of_authority(c, one.authority), said.office,
                            i18n::short_moment(parse_iso_utc(one.asked_at))),
                view.name_of(one.staff));
    details.row("Frage", said.question);
    if (is_open(one)) return details.row("Antwort bis", until(c, one.due_on), sentence_of(one.state));
    if (one.state != Consultation::State::answered) return details.row("Antwort", sentence_of(one.state));
    details.row("Antwort", said.answer,
                fmt::format("{}, {}", said.answered_by, i18n::short_moment(parse_iso_utc(one.settled_at))));
  });
  if (is_open(one) and cases::is_open(view.one.phase))
    page.button_form(path_of_asking(c, view.one) + "/zurueck",
                     {.label = "Wird nicht mehr gebraucht", .weight = kern::Weight::tertiary},
                     {{std::string{which_field}, one.id}});
}

}  // namespace

void write_section(kern::Sheet& page, StaffContext const& c, cases::View const& view) {
  std::vector<Consultation> all;
  c.db.read([&](db::Connection& db) { all = store::of_subject(db, view.one.subject); });
  bool const may_ask = cases::is_open(view.one.phase);
  if (all.empty() and not may_ask) return;
  kern::section(page.out(), {.id = "behoerden", .heading = "Stellungnahmen anderer Behörden"}, [&](html::Writer& out) {
    for (auto const& one : all) write_one(page, c, view, one);
    if (not may_ask) return;
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(
          out,
          {.path = path_of_asking(c, view.one), .label = "Andere Behörde fragen", .weight = kern::Weight::secondary});
    });
  });
}

Source const* Consultations::source_of(std::string_view subject) const {
  for (auto const& one : sources)
    if (subject.starts_with(one.prefix)) return &one;
  return nullptr;
}

}  // namespace kreislauf::consultations
