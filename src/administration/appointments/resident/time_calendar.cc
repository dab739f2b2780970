#include <algorithm>

#include "administration/appointments/resident/times.h"
#include "platform/i18n/dates.h"

// How many times are free on which day.
namespace kreislauf::appointments::resident {

namespace {

constexpr int weeks_shown = 5;
constexpr std::chrono::days week{7};

/// The days of the table: whole weeks, of which those from today to the last bookable day are filled.
struct Span {
  Day today, last;        ///< bookable
  Day from, monday, end;  ///< shown
};

Span span_of(TimesView const& v) {
  Span span{};
  span.today = v.c.today();
  span.last = v.free_times.first + std::chrono::days{v.free_times.days - 2};
  span.from = std::clamp(v.search.from.value_or(span.today), span.today, std::max(span.today, span.last));
  span.monday = span.from - (std::chrono::weekday{span.from} - std::chrono::Monday);
  span.end = span.monday + weeks_shown * week - std::chrono::days{1};
  return span;
}

void write_cell(html::Writer& out, TimesView const& v, Span const& span, Day day, int free) {
  auto const& t = v.c.t;
  if (day < span.today or day > span.last) return out("<td></td>"_h);
  auto const number = static_cast<unsigned>(std::chrono::year_month_day{day}.day());
  auto const date =
      html::fragment("<b>"_h, number, ".<span class='kern-sr-only'> "_h, i18n::day_and_month(t, day), "</span></b> "_h);
  if (free == 0) {
    return out("<td class='kl-cal__none'><span>"_h, date, "–<span class='kern-sr-only'>"_h, t("nichts frei"),
               "</span></span></td>"_h);
  }
  out("<td><a href='"_h, v.address("&tag=" + i18n::iso(day)), "'"_h,
      v.search.day == day ? " aria-current='date'"_h : ""_h, ">"_h, date, free, " <small>"_h, t("frei"),
      "</small></a></td>"_h);
}

void write_table(html::Writer& out, TimesView const& v, Span const& span, std::vector<int> const& free) {
  auto const& t = v.c.t;
  auto const on = [&](Day day) { return free[static_cast<std::size_t>((day - span.monday).count())]; };
  auto const has_times = [&](int weekday) {
    for (auto day = span.monday + std::chrono::days{weekday}; day <= span.end; day += week) {
      if (on(day) > 0) return true;
    }
    return false;
  };
  int const columns = has_times(6) ? 7 : has_times(5) ? 6 : 5;
  auto const from = i18n::day_and_month(t, span.from), end = i18n::day_and_month(t, span.end);
  out("<table class='kl-cal'><caption>"_h, t("{0} bis {1}: Zahl der freien Zeiten", from, end),
      "</caption><thead><tr>"_h);
  for (int i = 0; i < columns; ++i) {
    out("<th scope='col'><abbr title='"_h, i18n::weekday(t, i), "'>"_h, i18n::weekday_short(t, i), "</abbr></th>"_h);
  }
  out("</tr></thead><tbody>"_h);
  for (auto monday = span.monday; monday <= std::min(span.end, span.last); monday += week) {
    out("<tr>"_h);
    for (auto day = monday; day < monday + std::chrono::days{columns}; day += std::chrono::days{1}) {
      write_cell(out, v, span, day, on(day));
    }
    out("</tr>"_h);
  }
  out("</tbody></table>"_h);
}

}  // namespace

void write_calendar(html::Writer& out, TimesView const& v) {
  auto const& t = v.c.t;
  auto const span = span_of(v);
  auto wish = v.search.wish();
  wish.from = span.monday;
  wish.to = span.end;
  auto const free = free_per_day(v.calendars, wish, v.c.clock.now());
  auto const from = [&](Day day) { return v.address("&ab=" + i18n::iso(day)) + "#kalender"; };
  kern::section(out, {.id = "kalender", .heading = t("Andere Tage")}, [&](html::Writer&) {
    write_table(out, v, span, free);
    kern::Pagination pages{
        .before = {}, .after = {}, .before_label = t("Frühere Wochen"), .after_label = t("Spätere Wochen")};
    if (span.from > span.today) pages.before = from(std::max(span.today, span.monday - weeks_shown * week));
    if (span.end < span.last) pages.after = from(span.end + std::chrono::days{1});
    kern::pagination(out, pages);
  });
}

}  // namespace kreislauf::appointments::resident
