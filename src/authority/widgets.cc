#include <fmt/format.h>

#include <algorithm>

#include "authority/page.h"
#include "authority/rules.h"
#include "base/calendar.h"
#include "platform/i18n/dates.h"

namespace kreislauf::authority {

namespace {

void write_spans(html::Writer& out, Context const& c, std::vector<Span> const& spans) {
  if (spans.empty()) return out(c.t("geschlossen"));
  for (auto const& one : spans) {
    if (&one != &spans.front()) out(", ");
    auto const span = i18n::clock_iso(one.first) + "–" + i18n::clock_iso(one.second);
    out("<span class='kl-nb'>"_h, &one == &spans.back() ? c.t("{} Uhr", span) : span, "</span>"_h);
  }
}

/// `öffnet morgen um 08:00 Uhr`; nothing when it stays closed for half a year.
std::string opens_next(i18n::Translator const& t, rules::OpenNow const& now) {
  if (now.next_from < 0) return {};
  auto const at = i18n::clock_iso(now.next_from);
  if (now.next_in_days == 0) return t("öffnet heute um {} Uhr", at);
  if (now.next_in_days == 1) return t("öffnet morgen um {} Uhr", at);
  bool const within_a_week = now.next_in_days < 7;
  auto const day = within_a_week ? std::string{i18n::weekday(t, now.next_day)} : i18n::named_day(t, now.next_day);
  return t("öffnet am {0} um {1} Uhr", day, at);
}

/// How long one is taken without appointment today; nothing where nobody knows.
std::string walk_in_text(i18n::Translator const& t, rules::OpenNow const& now) {
  if (not now.tells_walk_in) return {};
  if (now.walk_in_until > 0) return t("Heute ohne Termin bis {} Uhr", i18n::clock_iso(now.walk_in_until));
  if (now.walk_in_from >= 0) return t("Heute ohne Termin ab {} Uhr", i18n::clock_iso(now.walk_in_from));
  return now.open ? std::string{t("Jetzt nur mit Termin")} : std::string{};
}

void write_closed_now(html::Writer& out, Context const& c, rules::OpenNow const& now) {
  auto const& t = c.t;
  out(kern::status(kern::Light::closed, t("Jetzt geschlossen")), " · ");
  if (not now.closed.empty()) {
    auto const holiday = holiday_nrw(std::chrono::year_month_day{c.today()});
    if (holiday and *holiday == now.closed)
      out(t("Feiertag: {}", now.closed), " · ");
    else
      out(german(c, now.closed), " · ");
  }
  out(opens_next(t, now));
}

}  // namespace

void write_open_now(html::Writer& out, TownContext const& c, Office const& office) {
  write_open_now(out, c, *c.town, office);
}

void write_open_now(html::Writer& out, Context const& c, Town const& town, Office const& office) {
  constexpr int soon = 30;
  auto const& t = c.t;
  if (not town.knows_hours_of(office))
    return out("<p>"_h, t("Die Öffnungszeiten sind noch nicht hinterlegt."), "</p>"_h);
  auto const time = legal_time(c.clock.now());
  auto const now = rules::open_at([&](auto day) { return town.day_of(office, day); }, time);
  out("<p class='kl-now'>"_h);
  if (now.open) {
    auto const until = i18n::clock_iso(now.until);
    bool const closes = now.until - time.minute_of_day <= soon;
    out(kern::status(closes ? kern::Light::soon : kern::Light::open, closes ? t("Schließt bald") : t("Jetzt geöffnet")),
        " · ", closes ? t("um {} Uhr", until) : t("bis {} Uhr", until));
  } else {
    write_closed_now(out, c, now);
  }
  out("</p>"_h);
  if (auto const walk_in = walk_in_text(t, now); not walk_in.empty())
    out("<p class='kl-small kl-now'>"_h, walk_in, "</p>"_h);
}

namespace {

/// What a day has besides its hours: when one is taken without appointment, and why it is closed.
void write_remarks(html::Writer& out, TownContext const& c, OfficeDay const& day) {
  auto const& t = c.t;
  auto const walk_in = [&] {
    if (day.walk_in.empty()) return out("<small>"_h, t("nur mit Termin"), "</small>"_h);
    if (day.walk_in == day.open) return out("<small>"_h, t("auch ohne Termin"), "</small>"_h);
    std::string spans;
    for (auto const& [from, to] : day.walk_in)
      spans += fmt::format("{}{}–{}", spans.empty() ? "" : ", ", i18n::clock_iso(from), i18n::clock_iso(to));
    out("<small>"_h, t("ohne Termin {} Uhr", spans), "</small>"_h);
  };
  if (day.tells_walk_in and not day.open.empty()) walk_in();
  for (auto const& closed : day.closed) {
    if (closed.reason.empty()) continue;
    bool const whole = closed.span.first == 0 and closed.span.second == 24 * 60;
    out("<small>"_h);
    if (not whole) out(i18n::clock_iso(closed.span.first), "–", i18n::clock_iso(closed.span.second), " ");
    out(german(c, closed.reason), "</small>"_h);
  }
}

}  // namespace

void write_hours(html::Writer& out, TownContext const& c, Office const& office, int days) {
  auto const& t = c.t;
  if (not c.town->knows_hours_of(office)) return;
  out("<table class='kl-hours'><caption class='kern-sr-only'>"_h, t("Öffnungszeiten, beginnend mit heute"),
      "</caption><tbody>"_h);
  for (int ahead = 0; ahead < days; ++ahead) {
    auto const date = c.today() + std::chrono::days{ahead};
    auto const day = c.town->day_of(office, date);
    auto const name = i18n::weekday(t, date);
    if (ahead == 0)
      out("<tr class='kl-hours__today'><th scope='row'>"_h, t("Heute, {}", name), "</th><td>"_h);
    else
      out("<tr><th scope='row'>"_h, name, "</th><td>"_h);
    write_spans(out, c, day.open);
    write_remarks(out, c, day);
    out("</td></tr>"_h);
  }
  out("</tbody></table>"_h);
}

namespace {

std::string closure_text(i18n::Translator const& t, OfficeClosure const& one) {
  bool const whole_days = one.span.first == 0 and one.span.second == 24 * 60;
  auto const first = i18n::long_date(t, one.first), last = i18n::long_date(t, one.last);
  auto const from = i18n::clock_iso(one.span.first), to = i18n::clock_iso(one.span.second);
  if (one.first == one.last)
    return whole_days ? t("Geschlossen am {}", first) : t("Geschlossen am {0}, {1}–{2} Uhr", first, from, to);
  if (whole_days) return t("Geschlossen vom {0} bis {1}", first, last);
  return t("Geschlossen vom {0} bis {1}, jeweils {2}–{3} Uhr", first, last, from, to);
}

void write_closures_until(html::Writer& out, TownContext const& c, Office const& office, std::chrono::sys_days until) {
  for (auto const& one : c.town->closures_of(office, c.today())) {
    if (one.first > until) continue;
    out("<p class='kl-small'>"_h, closure_text(c.t, one));
    if (not one.reason.empty()) out(": ", german(c, one.reason));
    out("</p>"_h);
  }
}

}  // namespace

void write_closures(html::Writer& out, TownContext const& c, Office const& office) {
  write_closures_until(out, c, office, c.today() + std::chrono::weeks{8});
}

void write_phone(html::Writer& out, std::string_view phone) {
  auto const dial = rules::dial_of(phone);
  if (dial.empty()) return out("<span dir='ltr'>"_h, rules::unbroken(phone), "</span>"_h);
  out("<a class='kl-call' href='tel:"_h, dial, "'>"_h, kern::icon("phone"), "<span dir='ltr'>"_h,
      rules::unbroken(phone), "</span></a>"_h);
}

void write_address(html::Writer& out, Context const& c, Office const& office) {
  out("<address>"_h);
  write_german(out, c, office.street);
  out("<br>"_h);
  write_german(out, c, office.postal_code + " " + office.place);
  out("</address>"_h);
}

namespace {

/// An office at one glance; `days` of its opening hours.
void write_office(html::Writer& out, TownContext const& c, Office const& office, std::string_view id, int days) {
  kern::panel(out, id, german(c, office.name), [&](html::Writer&) {
    write_open_now(out, c, office);
    if (days > 0) write_hours(out, c, office, days);
    write_closures_until(out, c, office, c.today() + std::chrono::weeks{2});
    write_address(out, c, office);
    if (not office.phone.empty()) {
      out("<p>"_h);
      write_phone(out, office.phone);
      out("</p>"_h);
    }
    out("<p>"_h);
    kern::more_link(out, path_in(c, "/aemter/" + office.id.value()), c.t("Zeiten und Anfahrt"));
    out("</p>"_h);
  });
}

}  // namespace

void write_office_today(html::Writer& out, TownContext const& c, Office const& office) {
  write_office(out, c, office, "heute", 3);
}

void write_office_contact(html::Writer& out, TownContext const& c, Office const& office) {
  write_office(out, c, office, "amt", 0);
}

void write_panels(kern::Sheet& sheet, TownContext const& c, std::string_view place, std::string_view subject,
                  std::string_view slug) {
  for (auto const& panel : c.frame.panels) {
    if (panel.place == place) panel.write(sheet, c, subject, slug);
  }
}

void write_feedback_line(html::Writer& out, Context const& c, std::string_view path, std::string_view reference) {
  out("<div class='kl-feedback'><p>"_h, c.t("War diese Seite hilfreich?"), " <a href='"_h, path_in(c, "/rueckmeldung"),
      "?von="_h, html::Url{path}, "'>"_h, c.t("Sagen Sie es uns"), "</a></p>"_h);
  if (not reference.empty()) out("<p class='kl-muted'>"_h, reference, "</p>"_h);
  out("</div>"_h);
}

}  // namespace kreislauf::authority
