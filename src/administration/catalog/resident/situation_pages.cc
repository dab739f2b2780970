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

void write_service(html::Writer& out, TownContext const& c, Service const& service, int level) {
  auto const responsible = rules::responsible(service, c.authority, *c.directory);
  out("<li class='kl-result'><h"_h, level, "><a href='"_h, path_of(c, service), "'>"_h);
  shared::write_name(out, c, service);
  out("</a></h"_h, level, ">"_h);
  shared::write_teaser(out, c, reading_of(c, service));
  auto const fee = shared::fee_text(c, service), duration = shared::duration_text(c, service.duration);
  out("<ul class='kl-meta'>"_h);
  if (not fee.empty()) out("<li>"_h, kern::icon("euro"), fee, "</li>"_h);
  if (not duration.empty()) out("<li>"_h, kern::icon("clock"), duration, "</li>"_h);
  out("<li>"_h, kern::icon(responsible.level == Level::district ? "district" : "office"));
  shared::write_responsible(out, c, responsible);
  out("</li></ul></li>"_h);
}

/// In the visitor's language, or in German and marked so.
html::Content said(TownContext const& c, ByLanguage<std::string> const& text) {
  auto const& own = text[c.t.language()];
  return own.empty() ? html::Content{authority::german(c, text[i18n::Language::german])} : html::Content{own};
}

void write_step(html::Writer& out, TownContext const& c, Snapshot const& catalog, rules::Step const& step) {
  out("<li data-kl-step='"_h, step.id, "'><p>"_h, said(c, step.text), "</p>"_h);
  std::vector<kern::Link> links;
  for (auto const& slug : step.services) {
    auto const* service = catalog.by_slug(slug);
    if (service != nullptr) links.push_back({.path = path_of(c, *service), .label = visible_name(c, *service)});
  }
  if (not links.empty()) kern::links(out, links, "kl-links kl-links--inline"_h);
  bool const deadline = not step.when[i18n::Language::german].empty();
  if (deadline or not step.law.empty()) {
    out("<ul class='kl-meta'>"_h);
    if (deadline) out("<li>"_h, kern::icon("clock"), said(c, step.when), "</li>"_h);
    if (not step.law.empty()) out("<li lang='de' dir='ltr'>"_h, step.law, "</li>"_h);
    out("</ul>"_h);
  }
  out("</li>"_h);
}

/// One after the other, with ticks that stay on the device (islands/ticks.ts).
void write_steps(html::Writer& out, TownContext const& c, Snapshot const& catalog, std::string_view situation,
                 std::vector<rules::Step> const& steps) {
  kern::section(out, {.id = "schritte", .heading = c.t("Schritt für Schritt")}, [&](html::Writer&) {
    out("<ol class='kl-steps kl-steps--situation' data-kl-ticks='"_h, situation, "' data-kl-done='"_h, c.t("Erledigt"),
        "'>"_h);
    for (auto const& step : steps) write_step(out, c, catalog, step);
    out("</ol><p class='kl-small kl-muted'>"_h, c.t("Ihre Haken bleiben auf diesem Gerät. Niemand sonst sieht sie."),
        "</p>"_h);
  });
}

/// The services of a situation that no step has named.
std::vector<Service const*> rest_of(Snapshot const& catalog, std::string_view situation,
                                    std::vector<rules::Step> const& steps) {
  std::vector<Service const*> rest;
  for (auto const* service : catalog.in_situation(situation)) {
    bool const named = std::any_of(steps.begin(), steps.end(), [&](rules::Step const& step) {
      return std::find(step.services.begin(), step.services.end(), service->slug) != step.services.end();
    });
    if (not named) rest.push_back(service);
  }
  return rest;
}

void write_services(html::Writer& out, TownContext const& c, Snapshot const& catalog, std::string_view situation,
                    std::vector<rules::Step> const& steps) {
  auto const rest = rest_of(catalog, situation, steps);
  if (rest.empty()) return;
  if (not steps.empty()) out("<h2 class='kl-results__head'>"_h, c.t("Weitere Dienste"), "</h2>"_h);
  out("<ul class='kl-results'>"_h);
  for (auto const* service : rest) write_service(out, c, *service, steps.empty() ? 2 : 3);
  out("</ul>"_h);
}

/// The office that does most of its services here, the first in the order of the steps where several do as many; the
/// citizens' office where none does any.
authority::Office const* office_of(TownContext const& c, Snapshot const& catalog, std::string_view situation,
                                   std::vector<rules::Step> const& steps) {
  std::vector<std::pair<std::string_view, int>> kinds;
  auto const count = [&](Service const* service) {
    if (service == nullptr or c.town->office_of_kind(service->office) == nullptr) return;
    auto const found =
        std::find_if(kinds.begin(), kinds.end(), [&](auto const& one) { return one.first == service->office; });
    found == kinds.end() ? void(kinds.emplace_back(service->office, 1)) : void(++found->second);
  };
  for (auto const& step : steps) {
    for (auto const& slug : step.services) count(catalog.by_slug(slug));
  }
  if (steps.empty()) {
    for (auto const* service : catalog.in_situation(situation)) count(service);
  }
  auto const most =
      std::max_element(kinds.begin(), kinds.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
  return c.town->office_for(most == kinds.end() ? std::string_view{"buergerbuero"} : most->first);
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
                        .crumbs = {{"/lebenslagen", std::string{t("Lebenslagen")}}},
                        .scripts = {"ticks.js"}}};
  auto& out = page.out();
  page("<div class='kl-wrap kl-page kl-service'><header class='kl-service__head'><h1>"_h, title, "</h1>"_h);
  page.lead(hint);
  page("</header><div class='kl-cols'><div>"_h);
  auto const& steps = catalog.steps(found.id);
  if (not steps.empty()) write_steps(out, c, catalog, found.id, steps);
  write_services(out, c, catalog, found.id, steps);
  page("</div><aside class='kl-aside kl-stack kl-section' aria-label='"_h, t("Ansprechpartner"), "'>"_h);
  if (auto const* office = office_of(c, catalog, found.id, steps)) authority::write_office_today(out, c, *office);
  page("</aside></div>"_h);
  authority::write_feedback_line(out, c, path, {});
  page("</div>"_h);
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
