#include "platform/kern/assets.h"
#include "platform/kern/components.h"

// What a page says: alerts, remarks, badges.
namespace kreislauf::kern {

namespace {

html::Markup name_of(Tone tone) {
  switch (tone) {
    case Tone::info:
      return "info"_h;
    case Tone::success:
      return "success"_h;
    case Tone::warning:
      return "warning"_h;
    case Tone::danger:
      break;
  }
  return "danger"_h;
}

html::Markup name_of(Light light) {
  switch (light) {
    case Light::open:
      return "open"_h;
    case Light::soon:
      return "soon"_h;
    case Light::closed:
      return "closed"_h;
    case Light::bad:
      break;
  }
  return "bad"_h;
}

}  // namespace

void alert(html::Writer& out, Tone tone, Content const& title, Content const& text, std::string_view id) {
  out("<div class='kern-alert kern-alert--"_h, name_of(tone), "'"_h);
  if (not id.empty()) out(" id='"_h, id, "' role='alert' tabindex='-1' data-kl-errors"_h);
  out("><div class='kern-alert__header'><span class='kern-icon kern-icon--"_h, name_of(tone),
      "' aria-hidden='true'></span><h2 class='kern-title'>"_h, title,
      "</h2></div><div class='kern-alert__body'><p class='kern-body'>"_h, text, "</p></div></div>"_h);
}

void note(html::Writer& out, Note const& note, Body body) {
  out("<div class='kl-note"_h, note.warning ? " kl-note--warn"_h : ""_h, "'"_h, note.status ? " role='status'"_h : ""_h,
      ">"_h, icon(note.icon), "<div>"_h);
  body(out);
  out("</div></div>"_h);
}

void done(html::Writer& out, Content const& text) {
  out("<div class='kl-note' id='getan' role='status' tabindex='-1'>"_h, icon("done"), "<p>"_h, text, "</p></div>"_h);
}

void confirmation(html::Writer& out, Confirmation const& one, Body more) {
  out("<div class='kl-confirm"_h, one.open ? " kl-confirm--open"_h : ""_h, " kl-prose'>"_h, icon(one.icon), "<h"_h,
      one.level, ">"_h, one.heading, "</h"_h, one.level, "><p class='kl-lead'>"_h, one.lead, "</p>"_h);
  more(out);
  out("</div>"_h);
}

void badge(html::Writer& out, Tone tone, Content const& text) {
  out("<p><span class='kern-badge kern-badge--"_h, name_of(tone), "'><span class='kern-icon kern-icon--"_h,
      name_of(tone), "' aria-hidden='true'></span><span class='kern-label'>"_h, text, "</span></span></p>"_h);
}

html::Fragment status(Light light, Content const& text) {
  return html::fragment("<span class='kl-status kl-status--"_h, name_of(light), "'>"_h, text, "</span>"_h);
}

void empty_state(html::Writer& out, Content const& text) { out("<p class='kl-section'>"_h, text, "</p>"_h); }

}  // namespace kreislauf::kern
