#include <fmt/format.h>

#include "authority/page.h"
#include "authority/rules.h"
#include "base/calendar.h"

namespace kreislauf::authority {

std::string_view weekday(Context const& context, int day) {
  auto const& t = context.t;
  switch (day) {
    case 0:
      return t("Montag");
    case 1:
      return t("Dienstag");
    case 2:
      return t("Mittwoch");
    case 3:
      return t("Donnerstag");
    case 4:
      return t("Freitag");
    case 5:
      return t("Samstag");
    default:
      return t("Sonntag");
  }
}

namespace {

constexpr std::array months{i18n::message("Januar"),  i18n::message("Februar"),  i18n::message("März"),
                            i18n::message("April"),   i18n::message("Mai"),      i18n::message("Juni"),
                            i18n::message("Juli"),    i18n::message("August"),   i18n::message("September"),
                            i18n::message("Oktober"), i18n::message("November"), i18n::message("Dezember")};

std::string_view month_name(Context const& context, int month) {
  return context.t(months[static_cast<std::size_t>(std::clamp(month, 1, 12)) - 1]);
}

}  // namespace

std::string long_date(Context const& context, std::string_view iso_day) {
  if (iso_day.size() < 10) return std::string{iso_day};
  auto const number = [&](std::size_t at, std::size_t size) {
    return std::atoi(std::string{iso_day.substr(at, size)}.c_str());
  };
  // Translators: day, month, year
  return context.t("{0}. {1} {2}", number(8, 2), month_name(context, number(5, 2)), number(0, 4));
}

std::string day_and_month(Context const& context, std::chrono::year_month_day day) {
  // Translators: day, month
  return context.t("{0}. {1}", static_cast<unsigned>(day.day()),
                   month_name(context, static_cast<int>(static_cast<unsigned>(day.month()))));
}

namespace {

void write_spans(html::Writer& out, Context const& c, std::vector<Span> const& spans) {
  if (spans.empty()) return out(c.t("geschlossen"));
  bool first = true;
  for (auto const& [from, to] : spans) {
    if (not first) out(", ");
    auto const span = rules::clock_text(from) + "–" + rules::clock_text(to);
    out("<span class=\"kl-nb\">", &from == &spans.back().first ? c.t("{} Uhr", span) : span, "</span>");
    first = false;
  }
}

/// Spaces and hyphens at which a number must not break.
std::string unbroken(std::string_view phone) {
  std::string out;
  for (char c : phone) {
    if (c == ' ')
      out += "\u00A0";
    else if (c == '-')
      out += "\u2011";
    else
      out += c;
  }
  return out;
}

}  // namespace

void write_open_now(html::Writer& out, Context const& c, OpeningHours const& hours) {
  auto const& t = c.t;
  if (hours.empty()) return out("<p>", t("Die Öffnungszeiten sind noch nicht hinterlegt."), "</p>");
  auto const time = legal_time(c.clock.now());
  auto const now = rules::open_at(hours, time);
  if (now.open and now.until - time.minute_of_day <= 30) {
    return out("<p><span class=\"kl-status kl-status--soon\">", t("Schließt bald"), "</span> · ",
               t("um {} Uhr", rules::clock_text(now.until)), "</p>");
  }
  if (now.open)
    return out("<p><span class=\"kl-status kl-status--open\">", t("Jetzt geöffnet"), "</span> · ",
               t("bis {} Uhr", rules::clock_text(now.until)), "</p>");
  out("<p><span class=\"kl-status kl-status--closed\">", t("Jetzt geschlossen"), "</span> · ");
  if (not now.holiday.empty()) out(t("Feiertag: {}", now.holiday), ". ");
  if (now.next_from >= 0) {
    auto const at = rules::clock_text(now.next_from);
    if (now.next_in_days == 0)
      out(t("öffnet heute um {} Uhr", at));
    else if (now.next_in_days == 1)
      out(t("öffnet morgen um {} Uhr", at));
    else
      out(t("öffnet am {0} um {1} Uhr", weekday(c, now.next_weekday), at));
  }
  out("</p>");
}

void write_hours(html::Writer& out, Context const& c, OpeningHours const& hours, int days) {
  auto const& t = c.t;
  if (hours.empty()) return;
  auto const time = legal_time(c.clock.now());
  out("<table class=\"kl-hours\"><caption class=\"kern-sr-only\">", t("Öffnungszeiten, beginnend mit heute"),
      "</caption><tbody>");
  for (int ahead = 0; ahead < days; ++ahead) {
    auto const day = (time.weekday + ahead) % 7;
    auto const holiday = holiday_nrw(std::chrono::sys_days{time.day} + std::chrono::days{ahead});
    if (ahead == 0)
      out("<tr class=\"kl-hours__today\"><th scope=\"row\">", t("Heute, {}", weekday(c, day)), "</th><td>");
    else
      out("<tr><th scope=\"row\">", weekday(c, day), "</th><td>");
    if (holiday)
      out(t("geschlossen"), "<small>", german(c, *holiday), "</small>");
    else
      write_spans(out, c, hours.days[static_cast<std::size_t>(day)]);
    out("</td></tr>");
  }
  out("</tbody></table>");
}

void write_phone(html::Writer& out, std::string_view phone) {
  std::string dial;
  for (char c : phone) {
    if ((c >= '0' and c <= '9') or (c == '+' and dial.empty())) dial += c;
  }
  if (dial.starts_with("0")) dial.replace(0, 1, "+49");
  out("<a class=\"kl-call\" href=\"tel:", dial, "\">", icon("phone"), "<span dir=\"ltr\">", unbroken(phone),
      "</span></a>");
}

void write_office_today(html::Writer& out, Context const& c, Office const& office) {
  auto const& t = c.t;
  out("<section class=\"kl-panel kl-stack\" aria-labelledby=\"heute\"><h2 id=\"heute\">", german(c, office.name),
      "</h2>");
  write_open_now(out, c, office.hours);
  write_hours(out, c, office.hours, 3);
  out("<address>", german(c, office.street), "<br>", german(c, office.postal_code + " " + office.place), "</address>");
  if (not office.phone.empty()) {
    out("<p>");
    write_phone(out, office.phone);
    out("</p>");
  }
  out("<p><a class=\"kl-more\" href=\"", path_in(c, "/aemter/" + office.id.value()), "\">", t("Zeiten und Anfahrt"),
      arrow(), "</a></p></section>");
}

void write_feedback_line(html::Writer& out, Context const& c, std::string_view path, std::string_view reference) {
  out("<div class=\"kl-feedback\"><p>", c.t("War diese Seite hilfreich?"), " <a href=\"", path_in(c, "/rueckmeldung"),
      "?von=", html::Url{path}, "\">", c.t("Sagen Sie es uns"), "</a></p>");
  if (not reference.empty()) out("<p class=\"kl-muted\">", reference, "</p>");
  out("</div>");
}

void write_skyline(html::Writer& out) {
  auto const file = asset("skyline.svg");
  out("<svg class=\"kl-skyline\" viewBox=\"0 0 1600 240\" preserveAspectRatio=\"xMidYMax slice\" "
      "aria-hidden=\"true\">");
  for (std::string_view const layer : {"far", "tree", "wall", "beam", "roof", "window", "ground"}) {
    out("<use class=\"kl-skyline__", layer, "\" href=\"", file, "#", layer, "\"/>");
  }
  out("</svg>");
}

}  // namespace kreislauf::authority
