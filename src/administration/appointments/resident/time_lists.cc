#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "administration/appointments/resident/times.h"
#include "platform/i18n/dates.h"

// Free times as buttons: the earliest, and those of one day.
namespace kreislauf::appointments::resident {

namespace {

using Times = std::vector<FreeTime>;

/// The form around times: a new booking is held at once, a move is asked about first.
void slots_form(authority::Page& page, TimesView const& v, html::Markup classes, kern::Body body) {
  if (v.moving) {
    kern::Form const nothing{v.c.t, v.c.today(), {}};
    auto const path = authority::path_in(v.c, "/termin/" + v.search.moving + "/verschieben");
    return page.ask(nothing, {.path = path, .classes = classes}, [&](kern::Fields& f) {
      f.hidden("weg", word_of(v.search.channel));
      body(f.out());
    });
  }
  auto const path = authority::path_in(v.c, "/termine/reservieren");
  page.form({.path = path, .classes = classes}, [&](kern::Fields& f) {
    write_hidden(f, v.module, v.search);
    body(f.out());
  });
}

html::Fragment office_name(TimesView const& v, authority::Office const& office) {
  return html::fragment(authority::german(v.c, office.name), " <small>"_h, authority::german(v.c, office.street),
                        "</small>"_h);
}

/// The times of one day at one office. `first` is the best of the page.
void write_slots_of_office(html::Writer& out, TimesView const& v, std::string const& day_id, Times const& times,
                           bool first) {
  auto const& office = v.office_of(times.front());
  auto const id = fmt::format("{}-{}", day_id, office.id.value());
  out("<h4 id='"_h, id, "'>"_h, office_name(v, office), "</h4><ul class='kl-slots' aria-labelledby='"_h, day_id, " ",
      id, "'>"_h);
  for (auto const& time : times) {
    write_time_button(out, {.office = office.id.value(),
                            .day = time.day,
                            .minute = time.minute,
                            .described_by = day_id + " " + id,
                            .mark = first and &time == &times.front() ? v.c.t("früheste") : std::string_view{}});
  }
  out("</ul>"_h);
}

/// Divides what is in order into runs that are alike.
template <class Key>
std::vector<Times> runs(Times const& all, Key key) {
  std::vector<Times> found;
  for (auto const& time : all) {
    if (found.empty() or key(found.back().front()) != key(time)) found.emplace_back();
    found.back().push_back(time);
  }
  return found;
}

void write_day_of_earliest(html::Writer& out, TimesView const& v, Times times, bool first) {
  auto const day = times.front().day;
  auto const id = fmt::format("tag-{}", i18n::iso(day));
  out("<div class='kl-day'><h3 id='"_h, id, "'>"_h, i18n::near_day(v.c.t, day, v.c.today()), "</h3>"_h);
  std::stable_sort(times.begin(), times.end(),
                   [](FreeTime const& a, FreeTime const& b) { return a.calendar < b.calendar; });
  for (auto const& at_office : runs(times, [](FreeTime const& time) { return time.calendar; })) {
    write_slots_of_office(out, v, id, at_office, first);
    first = false;
  }
  out("</div>"_h);
}

void write_half(html::Writer& out, TimesView const& v, Times const& times, std::string_view suffix,
                std::string_view name, bool morning) {
  auto const in_half = [&](FreeTime const& time) { return (time.minute < 12 * 60) == morning; };
  if (std::none_of(times.begin(), times.end(), in_half)) return;
  auto const& office = v.office_of(times.front()).id.value();
  // The day is the heading of the page; the section is the office.
  out("<h3 id='"_h, office, suffix, "'>"_h, name, "</h3><ul class='kl-slots' aria-labelledby='"_h, office, " ", office,
      suffix, "'>"_h);
  for (auto const& time : times) {
    if (in_half(time))
      write_time_button(
          out, {.office = office, .day = time.day, .minute = time.minute, .described_by = "tag-name " + office});
  }
  out("</ul>"_h);
}

}  // namespace

void write_earliest(authority::Page& page, TimesView const& v, std::vector<FreeTime> const& found) {
  kern::section(page.out(), {.id = "frueh", .heading = v.c.t("Früheste Zeiten")}, [&](html::Writer&) {
    slots_form(page, v, "kl-days"_h, [&](html::Writer& out) {
      bool first = true;
      for (auto const& times : runs(found, [](FreeTime const& time) { return time.day; })) {
        write_day_of_earliest(out, v, times, first);
        first = false;
      }
    });
  });
}

void write_near(authority::Page& page, TimesView const& v) {
  constexpr std::size_t most = 12, most_of_a_day = 400;
  if (not v.moving) return;
  auto wish = v.search.wish();
  wish.from = wish.to = v.moving->day;
  auto found = earliest(v.calendars, wish, v.c.clock.now(), most_of_a_day);
  std::erase_if(found, [&](FreeTime const& time) {
    auto const& office = v.calendars[time.calendar]->plan->settings.office;
    return office != v.moving->office or time.minute == v.moving->minute;
  });
  auto const apart = [&](FreeTime const& time) { return std::abs(time.minute - v.moving->minute); };
  std::stable_sort(found.begin(), found.end(), [&](auto const& a, auto const& b) { return apart(a) < apart(b); });
  found.resize(std::min(found.size(), most));
  std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.minute < b.minute; });
  if (found.empty()) return;
  kern::section(page.out(), {.id = "nah", .heading = v.c.t("Am selben Tag")}, [&](html::Writer&) {
    slots_form(page, v, "kl-days"_h, [&](html::Writer& out) {
      auto const id = fmt::format("nah-{}", i18n::iso(v.moving->day));
      out("<div class='kl-day'><h3 id='"_h, id, "'>"_h, i18n::near_day(v.c.t, v.moving->day, v.c.today()), "</h3>"_h);
      write_slots_of_office(out, v, id, found, false);
      out("</div>"_h);
    });
  });
}

void write_day(authority::Page& page, TimesView const& v, std::vector<FreeTime> const& found) {
  auto const& t = v.c.t;
  page("<p id='tag-name' hidden>"_h, i18n::named_day(t, found.front().day), "</p>"_h);
  slots_form(page, v, "kl-days kl-section"_h, [&](html::Writer& out) {
    for (std::size_t i = 0; i < v.calendars.size(); ++i) {
      Times times;
      std::copy_if(found.begin(), found.end(), std::back_inserter(times),
                   [&](FreeTime const& time) { return time.calendar == i; });
      if (times.empty()) continue;
      auto const& office = v.office_of(times.front());
      kern::section(out, {.id = office.id.value(), .heading = office_name(v, office), .classes = "kl-day"_h},
                    [&](html::Writer&) {
                      write_half(out, v, times, "-vor", t("Vormittag"), true);
                      write_half(out, v, times, "-nach", t("Nachmittag"), false);
                    });
    }
  });
}

}  // namespace kreislauf::appointments::resident
