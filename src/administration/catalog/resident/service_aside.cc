#include "administration/catalog/resident/service_view.h"

// Beside the text on a wide screen, before it on a phone: the office, and what the page holds.
namespace kreislauf::catalog::pages {

namespace {

/// The headings that are on the page: on a wide screen they stay in sight.
void write_contents(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  auto const& text = *v.reading.text;
  auto const line = [&](bool there, std::string_view id, std::string_view label) {
    if (there) out("<li><a href='#"_h, id, "'>"_h, label, "</a></li>"_h);
  };
  auto const has = [&](Module module) { return not text[module].empty(); };
  out("<nav class='kl-contents' aria-labelledby='auf-der-seite'><h2 id='auf-der-seite'>"_h, t("Auf dieser Seite"),
      "</h2><ul>"_h);
  line(has(Module::in_short), "teil-06", t("Das Wichtigste"));
  line(has(Module::documents), "unterlagen", t("Das brauchen Sie"));
  line(has(Module::procedure), "ablauf", t("So geht es"));
  line(has(Module::cost), "teil-13", t("Kosten"));
  line(has(Module::deadlines), "teil-10", t("Fristen"));
  line(true, "wege", t("Ihre Wege zu uns"));
  line(true, "recht", t("Das steht im Gesetz"));
  out("</ul></nav>"_h);
}

}  // namespace

void write_service_aside(html::Writer& out, ServiceView const& v) {
  out("<aside class='kl-aside kl-stack' aria-label='"_h, v.c.t("Ansprechpartner"), "'>"_h);
  if (v.office != nullptr) {
    kern::panel(out, "amt", authority::german(v.c, v.office->name), [&](html::Writer&) {
      authority::write_open_now(out, v.c, *v.its, *v.office);
      authority::write_address(out, v.c, *v.office);
      if (not v.office->phone.empty()) {
        out("<p>"_h);
        authority::write_phone(out, v.office->phone);
        out("</p>"_h);
      }
      out("<p>"_h);
      kern::more_link(out, v.office_page(), v.c.t("Zeiten und Anfahrt"));
      out("</p>"_h);
    });
  } else {
    authority::write_call_panel(out, v.c);
  }
  if (v.reading.text != nullptr) write_contents(out, v);
  out("</aside>"_h);
}

}  // namespace kreislauf::catalog::pages
