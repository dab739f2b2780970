#include "platform/kern/assets.h"
#include "platform/kern/components.h"

// How a page is divided, and where it leads.
namespace kreislauf::kern {

namespace {

html::Markup name_of(Weight weight) {
  switch (weight) {
    case Weight::primary:
      return "primary"_h;
    case Weight::secondary:
      return "secondary"_h;
    case Weight::tertiary:
      break;
  }
  return "tertiary"_h;
}

}  // namespace

void section(html::Writer& out, Section const& one, Body body) {
  out("<section class='"_h, one.classes, "' aria-labelledby='"_h, one.id, "'><h"_h, one.level, " id='"_h, one.id,
      "'>"_h, one.heading, "</h"_h, one.level, ">"_h);
  body(out);
  out("</section>"_h);
}

void panel(html::Writer& out, std::string_view id, Content const& heading, Body body, bool soft) {
  section(
      out,
      {.id = id, .heading = heading, .classes = soft ? "kl-panel kl-panel--soft kl-stack"_h : "kl-panel kl-stack"_h},
      body);
}

void fold(html::Writer& out, Fold const& fold, Body body) {
  out("<details class='"_h, fold.classes, "'"_h);
  if (not fold.id.empty()) out(" id='"_h, fold.id, "'"_h);
  out(fold.open ? " open"_h : ""_h, "><summary>"_h, fold.summary, "</summary>"_h);
  body(out);
  out("</details>"_h);
}

namespace {

/// `n` is shown as `N`, once shortcuts are switched on.
void write_key(html::Writer& out, std::string_view key) {
  if (not key.empty()) out(" <kbd class='kl-key'>"_h, std::string(1, static_cast<char>(key[0] - 32)), "</kbd>"_h);
}

}  // namespace

void write_button(html::Writer& out, Button const& one) {
  out("<button class='kern-btn kern-btn--"_h, name_of(one.weight), one.classes, "' type='submit'"_h);
  if (not one.name.empty()) out(" name='"_h, one.name, "' value='"_h, one.value, "'"_h);
  if (not one.formaction.empty()) out(" formaction='"_h, one.formaction, "'"_h);
  if (not one.key.empty()) out(" data-kl-key='"_h, one.key, "'"_h);
  if (not one.data.first.empty()) out(" "_h, one.data.first, "='"_h, one.data.second, "'"_h);
  out(">"_h);
  if (not one.icon.empty()) out(icon(one.icon));
  out("<span class='kern-label'>"_h, one.label, "</span>"_h);
  write_key(out, one.key);
  out("</button>"_h);
}

namespace {

void write_about(html::Writer& out, Content const& about) {
  if (not about.empty()) out("<span class='kern-sr-only'>"_h, about, "</span>"_h);
}

}  // namespace

void line_button(html::Writer& out, LineButton const& one) {
  out("<button class='kl-act' type='submit'"_h);
  if (not one.name.empty()) out(" name='"_h, one.name, "' value='"_h, one.value, "'"_h);
  if (not one.formaction.empty()) out(" formaction='"_h, one.formaction, "'"_h);
  out(">"_h, one.label);
  write_about(out, one.about);
  out("</button>"_h);
}

void line_link(html::Writer& out, std::string_view path, Content const& label, Content const& about) {
  out("<a class='kl-more' href='"_h, path, "'>"_h, label);
  write_about(out, about);
  out("</a>"_h);
}

void button_link(html::Writer& out, ButtonLink const& link) {
  out("<a class='kern-btn kern-btn--"_h, name_of(link.weight), "' href='"_h, link.path, "'"_h,
      link.download ? " download"_h : ""_h);
  if (not link.key.empty()) out(" data-kl-key='"_h, link.key, "'"_h);
  out(">"_h);
  if (not link.icon.empty()) out(icon(link.icon));
  out("<span class='kern-label'>"_h, link.label, "</span>"_h);
  write_key(out, link.key);
  out("</a>"_h);
}

void keys_switch(html::Writer& out) {
  out("<button class='kl-act' type='button' data-kl-keys aria-pressed='false' hidden>Tastenkürzel</button>"_h);
}

void actions(html::Writer& out, Body body, html::Markup classes) {
  out("<p class='"_h, classes, "'>"_h);
  body(out);
  out("</p>"_h);
}

void more_link(html::Writer& out, std::string_view path, Content const& label, std::string_view icon_before) {
  out("<a class='kl-more' href='"_h, path, "'>"_h);
  if (icon_before.empty())
    out(label, arrow());
  else
    out(icon(icon_before), label);
  out("</a>"_h);
}

void links(html::Writer& out, std::vector<Link> const& links, html::Markup classes) {
  out("<ul class='"_h, classes, "'>"_h);
  for (auto const& link : links) {
    out("<li><a href='"_h, link.path, "'>"_h, link.label, arrow(), "</a>"_h);
    if (not link.small.empty()) out(" ", link.small);
    out("</li>"_h);
  }
  out("</ul>"_h);
}

void switcher(html::Writer& out, Content const& label, std::vector<Link> const& choices, std::string_view current) {
  out("<form method='get' aria-label='"_h, label, "'>"_h);
  for (auto const& one : choices) {
    out("<button type='submit' formaction='"_h, one.path, "'"_h, one.path == current ? " aria-current='true'"_h : ""_h,
        ">"_h, one.label, "</button>"_h);
  }
  out("</form>"_h);
}

void views(html::Writer& out, Content const& label, std::vector<Link> const& choices, std::string_view current) {
  out("<nav class='kl-views' aria-label='"_h, label, "'><ul>"_h);
  for (auto const& one : choices) {
    out("<li><a href='"_h, one.path, "'"_h, one.path == current ? " aria-current='page'"_h : ""_h, ">"_h, one.label,
        "</a></li>"_h);
  }
  out("</ul></nav>"_h);
}

void pagination(html::Writer& out, Pagination const& pages) {
  out("<p class='kl-pages'>"_h);
  if (not pages.before.empty()) more_link(out, pages.before, pages.before_label, "back");
  if (not pages.before.empty() and not pages.after.empty()) out(" ");
  if (not pages.after.empty()) more_link(out, pages.after, pages.after_label);
  out("</p>"_h);
}

}  // namespace kreislauf::kern
