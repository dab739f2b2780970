#include <algorithm>

#include "administration/catalog/pages.h"
#include "base/errors.h"

namespace kreislauf::catalog::pages {

http::Response situations(Snapshot const& catalog, http::Request const&, Context& c) {
  auto const& t = c.t;
  authority::Page page{c,
                       {.title = std::string{t("Lebenslagen")},
                        .path = "/lebenslagen",
                        .description = std::string{t("Was ist gerade los bei Ihnen? Alle Dienste nach Lebenslagen.")}}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Was ist gerade los bei Ihnen?"),
       "</h1><ul class=\"kl-tiles kl-tiles--life kl-section\">");
  for (auto const& situation : catalog::situations()) {
    if (catalog.in_situation(situation.id).empty()) continue;
    page("<li class=\"kl-tile\"><span class=\"kl-tile__icon\">", authority::icon(situation.icon),
         "</span><h2><a href=\"", authority::path_in(c, "/lebenslagen/" + std::string{situation.id}), "\">",
         t(situation.german), "</a></h2><p>", t(situation.german_hint), "</p></li>");
  }
  page("</ul></div>");
  return page.finish();
}

http::Response situation(Snapshot const& catalog, http::Request const&, Context& c) {
  auto const& t = c.t;
  auto const& all = catalog::situations();
  auto const found =
      std::find_if(all.begin(), all.end(), [&](auto const& situation) { return situation.id == c.values[0]; });
  if (found == all.end()) throw NotFound{};
  auto const path = "/lebenslagen/" + std::string{found->id};
  authority::Page page{c,
                       {.title = std::string{t(found->german)},
                        .path = path,
                        .description = std::string{t(found->german_hint)},
                        .crumbs = {{"/lebenslagen", std::string{t("Lebenslagen")}}}}};
  page("<div class=\"kl-wrap kl-page kl-service\"><header class=\"kl-service__head\"><h1>", t(found->german),
       "</h1><p class=\"kl-lead\">", t(found->german_hint),
       "</p></header><div class=\"kl-cols\"><div><ul class=\"kl-results\">");
  for (auto const* service : catalog.in_situation(found->id)) {
    auto const responsible = rules::responsible(*service, *c.authority, *c.directory);
    auto const reading = reading_of(c, *service);
    page("<li class=\"kl-result\"><h2><a href=\"", authority::path_in(c, "/dienste/" + service->slug), "\">",
         name_of(c, *service), "</a></h2>");
    if (reading.text != nullptr) {
      if (reading.foreign)
        page("<p>", authority::german(c, reading.text->teaser), "</p>");
      else
        page("<p>", reading.text->teaser, "</p>");
    }
    page("<ul class=\"kl-meta\"><li>", authority::icon("euro"), fee_text(c, *service), "</li><li>",
         authority::icon("clock"), duration_text(c, service->duration), "</li><li>",
         authority::icon(responsible.level == Level::district ? "district" : "office"),
         responsible_name(c, responsible), "</li></ul></li>");
  }
  page("</ul></div><aside class=\"kl-aside kl-stack kl-section\" aria-label=\"", t("Ansprechpartner"), "\">");
  if (auto const* office = c.town->office_for("buergerbuero")) authority::write_office_today(page.out(), c, *office);
  page("</aside></div>");
  authority::write_feedback_line(page.out(), c, path, {});
  page("</div>");
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
