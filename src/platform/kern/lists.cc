#include "platform/kern/assets.h"
#include "platform/kern/components.h"

// Terms with values, steps, tables.
namespace kreislauf::kern {

void Details::row(Content const& term, Content const& value, Content const& small) {
  out_("<div><dt>"_h, term, "</dt><dd>"_h, value);
  if (not small.empty()) out_("<small>"_h, small, "</small>"_h);
  out_("</dd></div>"_h);
}

void Details::row(Content const& term, Body value) {
  out_("<div><dt>"_h, term, "</dt><dd>"_h);
  value(out_);
  out_("</dd></div>"_h);
}

void details(html::Writer& out, FunctionRef<void(Details&)> rows) {
  out("<dl class='kl-dl'>"_h);
  Details list{out};
  rows(list);
  out("</dl>"_h);
}

void todo(html::Writer& out, Todo const& todo) {
  html::Writer what{64};
  what("<b>"_h, todo.what, "</b>"_h);
  out("<li><div>"_h, status(todo.light, what.take()));
  if (not todo.about.empty()) out("<small>"_h, todo.about, "</small>"_h);
  out("</div>"_h);
  if (not todo.path.empty()) more_link(out, todo.path, todo.label);
  out("</li>"_h);
}

void facts(html::Writer& out, std::vector<Fact> const& facts) {
  out("<dl class='kl-facts'>"_h);
  for (auto const& fact : facts)
    out("<div>"_h, icon(fact.icon), "<dt>"_h, fact.term, "</dt><dd>"_h, fact.value, "</dd></div>"_h);
  out("</dl>"_h);
}

void Facts::row(std::string_view name, Content const& term, Body value) {
  out_("<div>"_h, icon(name), "<dt>"_h, term, "</dt><dd>"_h);
  value(out_);
  out_("</dd></div>"_h);
}

void facts(html::Writer& out, FunctionRef<void(Facts&)> rows) {
  out("<dl class='kl-facts'>"_h);
  Facts list{out};
  rows(list);
  out("</dl>"_h);
}

void steps(html::Writer& out, std::vector<Step> const& steps, int level) {
  out("<ol class='kl-steps'>"_h);
  for (auto const& step : steps) {
    out("<li><h"_h, level, ">"_h, step.heading, "</h"_h, level, ">"_h);
    if (not step.text.empty()) out("<p>"_h, step.text, "</p>"_h);
    out("</li>"_h);
  }
  out("</ol>"_h);
}

void Row::head(Content const& content, std::string_view id) {
  out_("<th scope='row'"_h);
  if (not id.empty()) out_(" id='"_h, id, "'"_h);
  out_(">"_h, content, "</th>"_h);
}

void Row::cell(Content const& content, html::Markup classes) {
  cell([&](html::Writer& out) { out(content); }, classes);
}

void Row::cell(Body body, html::Markup classes) {
  if (classes.empty())
    out_("<td>"_h);
  else
    out_("<td class='"_h, classes, "'>"_h);
  body(out_);
  out_("</td>"_h);
}

void Rows::row(FunctionRef<void(Row&)> cells, html::Markup classes) {
  if (classes.empty())
    out_("<tr>"_h);
  else
    out_("<tr class='"_h, classes, "'>"_h);
  Row row{out_};
  cells(row);
  out_("</tr>"_h);
}

namespace {

void write_columns(html::Writer& out, std::vector<Column> const& columns) {
  out("<thead><tr>"_h);
  for (auto const& column : columns) {
    out("<th scope='col'"_h);
    if (not column.id.empty()) out(" id='"_h, column.id, "'"_h);
    if (not column.classes.empty()) out(" class='"_h, column.classes, "'"_h);
    if (column.hidden)
      out("><span class='kern-sr-only'>"_h, column.label, "</span></th>"_h);
    else
      out(">"_h, column.label, "</th>"_h);
  }
  out("</tr></thead>"_h);
}

}  // namespace

void table(html::Writer& out, Table const& one, FunctionRef<void(Rows&)> rows) {
  if (one.scroll)
    out("<div class='kl-scroll"_h, one.tall ? " kl-matrix-scroll"_h : ""_h, "' role='group' aria-labelledby='"_h,
        one.id, "' tabindex='0'>"_h);
  out("<table class='kl-table"_h, one.dense ? " kl-table--dense"_h : ""_h, one.wide ? " kl-table--wide"_h : ""_h,
      one.classes, "'><caption id='"_h, one.id, "'"_h, one.hide_caption ? " class='kern-sr-only'"_h : ""_h, ">"_h,
      one.caption, "</caption>"_h);
  write_columns(out, one.columns);
  out("<tbody>"_h);
  Rows all{out};
  rows(all);
  out("</tbody></table>"_h);
  if (one.scroll) out("</div>"_h);
}

}  // namespace kreislauf::kern
