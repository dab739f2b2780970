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

/// Spaces and hyphens at which a number must not break.
std::string unbroken(std::string_view phone) {
  std::string out;
  for (char c : phone) {
    if (c == ' ') {
      out += "\u00A0";
    } else if (c == '-') {
      out += "\u2011";
    } else {
      out += c;
    }
  }
  return out;
}

/// `öffnet morgen um 08:00 Uhr`; nothing when it stays closed for two weeks.
std::string opens_next(i18n::Translator const& t, rules::OpenNow const& now) {
  if (now.next_from < 0) return {};
  auto const at = i18n::clock_iso(now.next_from);
  if (now.next_in_days == 0) return t("öffnet heute um {} Uhr", at);
  if (now.next_in_days == 1) return t("öffnet morgen um {} Uhr", at);
  return t("öffnet am {0} um {1} Uhr", i18n::weekday(t, now.next_weekday), at);
}

}  // namespace

void write_open_now(html::Writer& out, Context const& c, OpeningHours const& hours) {
  constexpr int soon = 30;
  auto const& t = c.t;
  if (hours.empty()) return out("<p>"_h, t("Die Öffnungszeiten sind noch nicht hinterlegt."), "</p>"_h);
  auto const time = legal_time(c.clock.now());
  auto const now = rules::open_at(hours, time);
  out("<p>"_h);
  if (now.open) {
    auto const until = i18n::clock_iso(now.until);
    bool const closes = now.until - time.minute_of_day <= soon;
    out(kern::status(closes ? kern::Light::soon : kern::Light::open, closes ? t("Schließt bald") : t("Jetzt geöffnet")),
        " · ", closes ? t("um {} Uhr", until) : t("bis {} Uhr", until));
  } else {
    out(kern::status(kern::Light::closed, t("Jetzt geschlossen")), " · ");
    if (not now.holiday.empty()) out(t("Feiertag: {}", now.holiday), ". ");
    out(opens_next(t, now));
  }
  out("</p>"_h);
}

void write_hours(html::Writer& out, Context const& c, OpeningHours const& hours, int days) {
  auto const& t = c.t;
  if (hours.empty()) return;
  auto const time = legal_time(c.clock.now());
  out("<table class='kl-hours'><caption class='kern-sr-only'>"_h, t("Öffnungszeiten, beginnend mit heute"),
      "</caption><tbody>"_h);
  for (int ahead = 0; ahead < days; ++ahead) {
    auto const day = (time.weekday + ahead) % 7;
    auto const holiday = holiday_nrw(std::chrono::sys_days{time.day} + std::chrono::days{ahead});
    auto const name = i18n::weekday(t, day);
    if (ahead == 0) {
      out("<tr class='kl-hours__today'><th scope='row'>"_h, t("Heute, {}", name), "</th><td>"_h);
    } else {
      out("<tr><th scope='row'>"_h, name, "</th><td>"_h);
    }
    if (holiday) {
      out(t("geschlossen"), "<small>"_h, german(c, *holiday), "</small>"_h);
    } else {
      write_spans(out, c, hours.days[static_cast<std::size_t>(day)]);
    }
    out("</td></tr>"_h);
  }
  out("</tbody></table>"_h);
}

void write_phone(html::Writer& out, std::string_view phone) {
  auto const dial = dial_of(phone);
  if (dial.empty()) return out("<span dir='ltr'>"_h, unbroken(phone), "</span>"_h);
  out("<a class='kl-call' href='tel:"_h, dial, "'>"_h, kern::icon("phone"), "<span dir='ltr'>"_h, unbroken(phone),
      "</span></a>"_h);
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
void write_office(html::Writer& out, Context const& c, Office const& office, std::string_view id, int days) {
  kern::panel(out, id, german(c, office.name), [&](html::Writer&) {
    write_open_now(out, c, office.hours);
    if (days > 0) write_hours(out, c, office.hours, days);
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

void write_office_today(html::Writer& out, Context const& c, Office const& office) {
  write_office(out, c, office, "heute", 3);
}

void write_office_contact(html::Writer& out, Context const& c, Office const& office) {
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
