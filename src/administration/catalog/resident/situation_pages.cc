#include <algorithm>

#include "administration/catalog/resident/pages.h"
#include "base/errors.h"

namespace kreislauf::catalog::pages {

void write_situations(html::Writer& out, Context const& c, Snapshot const& catalog, int level) {
  auto const& t = c.t;
  for (auto const& situation : catalog::situations()) {
    if (catalog.in_situation(situation.id).empty()) continue;
    out("<li class='kl-tile'><span class='kl-tile__icon'>"_h, kern::icon(situation.icon), "</span><h"_h, level,
        "><a href='"_h, authority::path_in(c, "/lebenslagen/"), situation.id, "'>"_h, t(situation.german), "</a></h"_h,
        level, "><p>"_h, t(situation.german_hint), "</p></li>"_h);
  }
}

http::Response situations(Snapshot const& catalog, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  std::string const about{t("Was ist gerade los bei Ihnen? Alle Dienste nach Lebenslagen.")};
  authority::Page page{c,
                       {.title = std::string{t("Lebenslagen")},
                        .path = "/lebenslagen",
                        .heading = t("Was ist gerade los bei Ihnen?"),
                        .description = about}};
  page("<ul class='kl-tiles kl-tiles--life kl-section'>"_h);
  write_situations(page.out(), c, catalog, 2);
  page("</ul>"_h);
  return page.finish();
}

namespace {

void write_service(html::Writer& out, TownContext const& c, Service const& service) {
  auto const responsible = rules::responsible(service, c.authority, *c.directory);
  out("<li class='kl-result'><h2><a href='"_h, path_of(c, service), "'>"_h);
  shared::write_name(out, c, service);
  out("</a></h2>"_h);
  shared::write_teaser(out, c, reading_of(c, service));
  auto const fee = shared::fee_text(c, service), duration = shared::duration_text(c, service.duration);
  out("<ul class='kl-meta'>"_h);
  if (not fee.empty()) out("<li>"_h, kern::icon("euro"), fee, "</li>"_h);
  if (not duration.empty()) out("<li>"_h, kern::icon("clock"), duration, "</li>"_h);
  out("<li>"_h, kern::icon(responsible.level == Level::district ? "district" : "office"));
  shared::write_responsible(out, c, responsible);
  out("</li></ul></li>"_h);
}

Situation const& situation_of(TownContext const& c) {
  auto const& all = catalog::situations();
  auto const found = std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.id == c.path("lage"); });
  if (found == all.end()) throw NotFound{};
  return *found;
}

}  // namespace

http::Response situation(Snapshot const& catalog, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  auto const& found = situation_of(c);
  auto const path = "/lebenslagen/" + std::string{found.id};
  std::string const title{t(found.german)}, hint{t(found.german_hint)};
  authority::Page page{c,
                       {.title = title,
                        .path = path,
                        .layout = kern::Layout::own,
                        .description = hint,
                        .crumbs = {{"/lebenslagen", std::string{t("Lebenslagen")}}}}};
  auto& out = page.out();
  page("<div class='kl-wrap kl-page kl-service'><header class='kl-service__head'><h1>"_h, title, "</h1>"_h);
  page.lead(hint);
  page("</header><div class='kl-cols'><div><ul class='kl-results'>"_h);
  for (auto const* service : catalog.in_situation(found.id)) write_service(out, c, *service);
  page("</ul></div><aside class='kl-aside kl-stack kl-section' aria-label='"_h, t("Ansprechpartner"), "'>"_h);
  if (auto const* office = c.town->office_for("buergerbuero")) authority::write_office_today(out, c, *office);
  page("</aside></div>"_h);
  authority::write_feedback_line(out, c, path, {});
  page("</div>"_h);
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
