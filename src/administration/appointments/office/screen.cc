#include "administration/appointments/office/office.h"

// The frame of screens that stand alone: no header, no links to the outside.
namespace kreislauf::appointments::office {

using authority::asset;

void open_screen(html::Writer& out, Context const& c, Screen const& screen) {
  auto const language = c.t.language();
  out("<!DOCTYPE html>\n<html lang=\"", i18n::code(language), "\" dir=\"", i18n::direction(language),
      "\" data-kern-theme=\"light\" data-kl-color=\"", authority::color_of(c),
      "\"><head><meta charset=\"utf-8\"><title>", screen.title,
      "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" "
      "content=\"noindex\">");
  if (screen.refresh_seconds > 0) {
    out("<noscript><meta http-equiv=\"refresh\" content=\"", screen.refresh_seconds);
    if (not screen.refresh_to.empty()) out(";url=", screen.refresh_to);
    out("\"></noscript>");
  }
  out("<link rel=\"stylesheet\" href=\"", asset("app.css"), "\"><link rel=\"stylesheet\" href=\"", asset("staff.css"),
      "\">");
  for (auto const script : screen.scripts) out("<script type=\"module\" src=\"", asset(script), "\"></script>");
  out("<link rel=\"icon\" href=\"", asset("favicon.svg"), "\" type=\"image/svg+xml\"></head><body class=\"",
      screen.body_class, "\"");
  if (not screen.idle_to.empty())
    out(" data-kl-idle=\"", screen.refresh_seconds, "\" data-kl-idle-url=\"", screen.idle_to, "\"");
  out(">");
}

http::Response close_screen(html::Writer& out, unsigned status) {
  out("</body></html>");
  return {.status = status, .body = out.take_text(), .caching = http::Caching::none, .vary_language = true};
}

}  // namespace kreislauf::appointments::office
