#include "administration/appointments/management/rules_effect.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/management/conflicts.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments::management {

using std::chrono::days;

namespace {

constexpr int compared_days = 28, calendar_days = 35, looked_ahead_days = 365;

std::span<DayCapacity const> four_weeks(std::vector<DayCapacity> const& all) {
  return std::span{all}.first(compared_days);
}

Capacity sum_of(std::span<DayCapacity const> all) {
  Capacity sum;
  for (auto const& one : all) {
    sum.staff += one.capacity.staff;
    sum.online += one.capacity.online;
  }
  return sum;
}

void write_day(html::Writer& out, DayCapacity const& day, std::ptrdiff_t conflicts) {
  auto const number = static_cast<unsigned>(std::chrono::year_month_day{day.day}.day());
  auto const times = day.capacity.staff;
  if (conflicts > 0) {
    out("<td class='kl-cal__clash'><a href='#konflikte'><b>"_h, number, ".</b> "_h, times, " (", conflicts,
        ")</a></td>"_h);
  } else if (not day.closed.empty()) {
    out("<td class='kl-cal__closed'><span><b>"_h, number, ".</b> zu<span class='kern-sr-only'>: "_h, day.closed,
        "</span></span></td>"_h);
  } else if (times == 0) {
    out("<td class='kl-cal__none'><span><b>"_h, number, ".</b> –</span></td>"_h);
  } else {
    out("<td><span><b>"_h, number, ".</b> "_h, times, "</span></td>"_h);
  }
}

/// The days as a calendar; Sundays only where something is open on one.
void write_weeks(html::Writer& out, Effect const& effect, int columns) {
  auto const first = effect.after.front().day, last = effect.after.back().day;
  for (auto monday = first - days{i18n::weekday_number(first)}; monday <= last; monday += days{7}) {
    out("<tr>"_h);
    for (auto day = monday; day < monday + days{columns}; day += days{1}) {
      if (day < first or day > last) {
        out("<td></td>"_h);
        continue;
      }
      auto const conflicts = std::count_if(effect.misfits.begin(), effect.misfits.end(),
                                           [&](Misfit const& one) { return one.booking->day == day; });
      write_day(out, effect.after[static_cast<std::size_t>((day - first).count())], conflicts);
    }
    out("</tr>"_h);
  }
}

void write_calendar(html::Writer& out, i18n::Translator const& t, Effect const& effect) {
  bool const sunday = std::any_of(effect.after.begin(), effect.after.end(), [](DayCapacity const& one) {
    return i18n::weekday_number(one.day) == 6 and one.capacity.staff > 0;
  });
  int const columns = sunday ? 7 : 6;
  kern::section(out, {.id = "monat", .heading = "Zeiten je Tag"}, [&](html::Writer&) {
    out("<table class='kl-cal'><caption>"_h, i18n::short_date(effect.after.front().day), " bis ",
        i18n::short_date(effect.after.back().day),
        ": Zahl der Zeiten, in Klammern Termine, die nicht mehr passen</caption><thead><tr>"_h);
    for (int i = 0; i < columns; ++i) {
      out("<th scope='col'><abbr title='"_h, i18n::weekday(t, i), "'>"_h, i18n::weekday_short(t, i), "</abbr></th>"_h);
    }
    out("</tr></thead><tbody>"_h);
    write_weeks(out, effect, columns);
    out("</tbody></table>"_h);
    for (auto const& one : effect.after) {
      if (one.closed.empty() or one.capacity.staff != 0) continue;
      out("<p class='kl-small'>"_h, i18n::short_date(one.day), ": ", one.closed, "</p>"_h);
    }
  });
}

std::string difference_text(int difference) {
  if (difference == 0) return "gleich";
  return fmt::format("{}{}", difference > 0 ? "+" : "−", std::abs(difference));
}

void write_weekdays(html::Writer& out, i18n::Translator const& t, Effect const& effect) {
  auto const before = capacity_of_weekdays(four_weeks(effect.before)),
             after = capacity_of_weekdays(four_weeks(effect.after));
  kern::Table const table{.caption = "Zahl der Zeiten in vier Wochen",
                          .columns = {{.label = "Tag"},
                                      {.label = "bisher"},
                                      {.label = "neu"},
                                      {.label = "Unterschied"},
                                      {.label = "online bisher"},
                                      {.label = "online neu"}},
                          .hide_caption = true,
                          .dense = true,
                          .id = "wochentage-tabelle"};
  kern::section(out, {.id = "wochentage", .heading = "Vorher und nachher"}, [&](html::Writer&) {
    kern::table(out, table, [&](kern::Rows& rows) {
      for (std::size_t i = 0; i < 7; ++i) {
        if (before[i].staff == 0 and after[i].staff == 0) continue;
        rows.row([&](kern::Row& row) {
          row.head(i18n::weekday(t, static_cast<int>(i)));
          row.cell(before[i].staff);
          row.cell(after[i].staff);
          row.cell(difference_text(after[i].staff - before[i].staff));
          row.cell(before[i].online);
          row.cell(after[i].online);
        });
      }
    });
  });
}

void write_sums(html::Writer& out, i18n::Translator const& t, Effect const& effect) {
  auto const before = sum_of(four_weeks(effect.before)), after = sum_of(four_weeks(effect.after));
  auto const number = [&](int of) { return i18n::grouped(t, of); };
  kern::section(out, {.id = "pruefung", .heading = "Was die Regeln bedeuten"}, [&](html::Writer&) {
    out("<p>In den nächsten vier Wochen entstehen "_h, number(after.staff), " Zeiten, davon ", number(after.online),
        " online. Bisher sind es ", number(before.staff), " und ", number(before.online), ".</p>"_h);
    if (effect.clashes.empty()) return;
    out("<h3>Bitte ansehen</h3><ul>"_h);
    for (auto const& clash : effect.clashes) out("<li>"_h, clash.message, "</li>"_h);
    out("</ul>"_h);
  });
}

}  // namespace

Effect effect_of(StaffRoom const& room, Rules rules) {
  auto const desks = static_cast<int>(room.desks().size());
  auto plan = room.plan;
  plan.rules = std::move(rules);
  Effect effect{.clashes = clashes(plan.rules, desks, room.today, room.today + days{looked_ahead_days}),
                .before = capacity_of_days(room.plan, room.today, calendar_days),
                .after = capacity_of_days(plan, room.today, calendar_days),
                .bookings = bookings_to_come(room.c.db, room.id(), room.today),
                .misfits = {}};
  effect.misfits = misfits(plan, effect.bookings, room.now);
  return effect;
}

void write_effect(html::Writer& out, StaffRoom const& room, Effect const& effect) {
  auto const& t = room.c.t;
  write_sums(out, t, effect);
  write_weekdays(out, t, effect);
  write_calendar(out, t, effect);
  if (effect.misfits.empty()) return;
  kern::section(out, {.id = "konflikte", .heading = "Diese Termine passen nicht mehr"}, [&](html::Writer&) {
    write_misfits(out, room, effect.misfits);
    out("<p>Wer schon gebucht hat, behält seinen Termin. Nach dem Übernehmen stehen diese Termine unter „Konflikte“, "
        "bis Sie sie "
        "verschieben, absagen oder behalten.</p>"_h);
  });
}

}  // namespace kreislauf::appointments::management
