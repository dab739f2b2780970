#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/cases/office/routes.h"
#include "administration/cases/shared/asked_list.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/store/opinions.h"
#include "administration/cases/store/store.h"
#include "platform/i18n/dates.h"
#include "platform/kern/sheet.h"

// What needs doing now, where staff begin their day.
namespace kreislauf::cases {

namespace {

constexpr std::int64_t most = 100;

struct Line {
  store::View view;
  std::string_view one, many;
  kern::Light light;
};
constexpr std::array<Line, 5> lines{{{store::View::overdue, "überfälliger Fall", "überfällige Fälle", kern::Light::bad},
                                     {store::View::fresh, "neuer Fall", "neue Fälle", kern::Light::soon},
                                     {store::View::written, "neue Nachricht", "neue Nachrichten", kern::Light::soon},
                                     {store::View::resubmitted, "Wiedervorlage", "Wiedervorlagen", kern::Light::soon},
                                     {store::View::signing, "Mitzeichnung", "Mitzeichnungen", kern::Light::soon}}};
using Counts = std::array<std::int64_t, lines.size()>;

Counts counted(authority::TownContext const& c, std::string_view office) {
  Counts counts{};
  c.db.read([&](db::Connection& db) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      store::Question const question{.office = std::string{office},
                                     .view = lines[i].view,
                                     .types = types_seen(*c.signed_in(), office),
                                     .today = i18n::iso(c.today())};
      counts[i] = store::count(db, question, most);
    }
  });
  return counts;
}

/// What other offices of the house still wait for.
std::size_t opinions_to_give(authority::TownContext const& c, std::string_view office) {
  std::size_t count = 0;
  c.db.read([&](db::Connection& db) {
    for (auto const& opinion : store::to_give(db, office, most)) {
      auto const one = store::find(db, opinion.case_id);
      count += one and is_open(one->phase) and c.signed_in()->may(rights::work, office, one->type) ? 1 : 0;
    }
  });
  return count;
}

void write_opinions(html::Writer& out, std::size_t count, std::string_view office) {
  if (count == 0) return;
  kern::todo(out, {.light = kern::Light::soon,
                   .what = count == 1 ? std::string{"Ein Amt bittet um eine Stellungnahme"}
                                      : fmt::format("{} Stellungnahmen für andere Ämter", count),
                   .path = fmt::format("/verwaltung/amt/{}/stellungnahmen", office),
                   .label = "Zu den Stellungnahmen"});
}

void write_lines(html::Writer& out, Counts const& counts, std::string_view office, std::size_t opinions) {
  out("<ul class='kl-todo'>"_h);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (counts[i] == 0) continue;
    auto const& line = lines[i];
    kern::todo(out, {.light = line.light,
                     .what = fmt::format("{}{} {}", std::min(counts[i], most - 1), counts[i] == most ? "+" : "",
                                         counts[i] == 1 ? line.one : line.many),
                     .path = fmt::format("/verwaltung/amt/{}/faelle?{}", office, in_query({.view = line.view})),
                     .label = "Zu den Fällen"});
  }
  write_opinions(out, opinions, office);
  out("</ul>"_h);
}

}  // namespace

authority::Panel start_panel() {
  auto const write = [](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                        std::string_view) {
    if (c.signed_in() == nullptr or not c.signed_in()->may(rights::work, office)) return;
    auto const counts = counted(c, office);
    auto const opinions = opinions_to_give(c, office);
    if (opinions > 0 or std::any_of(counts.begin(), counts.end(), [](auto count) { return count > 0; }))
      write_lines(sheet.out(), counts, office, opinions);
  };
  return {.place = "staff_start", .write = write};
}

}  // namespace kreislauf::cases
