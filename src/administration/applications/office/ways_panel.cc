#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/office/days.h"
#include "administration/applications/office/pages.h"
#include "administration/applications/office/questions.h"
#include "administration/applications/office/taking_down.h"
#include "administration/applications/rights.h"
#include "platform/kern/sheet.h"

// What else can be done in an office besides working on its cases.
namespace kreislauf::applications {

namespace {

constexpr std::size_t shown_questions = 50;

/// Is there a form that others sign?
bool awaits_signatures(Applications const& module) {
  auto const all = module.library.all_live();
  return std::any_of(all.begin(), all.end(), [](auto const& form) { return not form->definition().cosigners.empty(); });
}

}  // namespace

authority::Panel ways_panel(Applications& module) {
  auto const write = [&module](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                               std::string_view) {
    auto const* staff = c.signed_in();
    if (staff == nullptr) return;
    bool const counter = staff->may(rights::work, office) and office::takes_down(module, c, std::string{office});
    bool const days = staff->may(rights::plan, office) and office::has_days(module, c, office);
    bool const signs = staff->may(rights::work, office) and awaits_signatures(module);
    std::size_t asked = 0;
    auto const sight = staff->sight(rights::work, office);
    c.db.read([&](db::Connection& db) { asked = office::questions_waiting(db, office, sight, shown_questions); });
    if (not counter and not days and not signs and asked == 0) return;
    auto const link = [&](std::string_view rest, std::string const& label) {
      kern::button_link(sheet.out(), {.path = fmt::format("/verwaltung/amt/{}/{}", office, rest),
                                      .label = label,
                                      .weight = kern::Weight::secondary});
      sheet.out()(" ");
    };
    kern::actions(sheet.out(), [&](html::Writer&) {
      if (counter) link("aufnahme", "Antrag aufnehmen");
      if (days) link("tage", "Tage und Plätze");
      if (asked > 0) link("fragen", fmt::format("Fragen zu Formularen ({})", asked));
      if (signs) link("unterschrift", "Unterschrift am Schalter");
    });
  };
  return {.place = "cases_top", .write = write};
}

}  // namespace kreislauf::applications
