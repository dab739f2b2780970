#include <fmt/format.h>

#include "administration/intake/office/pages.h"
#include "administration/intake/rights.h"
#include "administration/intake/store/store.h"
#include "platform/kern/sheet.h"

namespace kreislauf::intake::office {

namespace {

bool may(authority::TownContext const& c, std::string_view office) {
  return c.signed_in() != nullptr and c.signed_in()->may(rights::work, office);
}

void write_line(html::Writer& out, std::string_view office, std::size_t count, std::string_view what,
                std::string_view anchor, kern::Light light) {
  if (count == 0) return;
  kern::todo(out, {.light = light,
                   .what = fmt::format("{} {}", count == 1 ? "Ein Papier" : fmt::format("{} Papiere", count), what),
                   .path = fmt::format("/verwaltung/amt/{}/papierpost#{}", office, anchor),
                   .label = "Zur Papierpost"});
}

}  // namespace

authority::Panel start_panel() {
  auto const write = [](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                        std::string_view) {
    if (not may(c, office)) return;
    std::size_t ready = 0, clearing = 0;
    c.db.read([&](db::Connection& db) {
      ready = store::sheets_in(db, office, SheetState::ready, most_shown).size();
      clearing = store::sheets_in(db, office, SheetState::clearing, most_shown).size();
    });
    if (ready + clearing == 0) return;
    sheet.out()("<ul class='kl-todo'>"_h);
    write_line(sheet.out(), office, clearing, "zu klären", "klaeren", kern::Light::bad);
    write_line(sheet.out(), office, ready, "zu prüfen", "gelesen", kern::Light::soon);
    sheet.out()("</ul>"_h);
  };
  return {.place = "staff_start", .write = write};
}

authority::Panel ways_panel() {
  auto const write = [](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                        std::string_view) {
    if (not may(c, office)) return;
    kern::actions(sheet.out(), [&](html::Writer& out) {
      kern::button_link(out, {.path = fmt::format("/verwaltung/amt/{}/papierpost", office),
                              .label = "Papierpost",
                              .weight = kern::Weight::secondary});
    });
  };
  return {.place = "cases_top", .write = write};
}

}  // namespace kreislauf::intake::office
