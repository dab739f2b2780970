#pragma once

#include "administration/catalog/resident/pages.h"

namespace kreislauf::catalog::pages {

/// Everything the parts of a service's page look at.
struct ServiceView {
  TownContext const& c;
  Service const& service;
  Reading reading;
  rules::Responsible responsible;
  std::shared_ptr<authority::Town const> its = nullptr;  ///< of who is responsible: the town, its district or another
  authority::Office const* office = nullptr;             ///< where they do it

  bool town_itself() const { return responsible.authority == &c.authority; }
  /// `http://kreis-borken.localhost:8080/aemter/zulassung`; at home without the address of the town.
  std::string office_page() const;
};

/// Costs, time, documents, office at one glance; only what is known.
void write_service_facts(html::Writer& out, ServiceView const& view);
/// Who does it instead of the town, the town's own remark, what of the page is German.
void write_service_notes(html::Writer& out, ServiceView const& view);
/// The text in chapters, with what the town itself sets.
void write_service_chapters(html::Writer& out, ServiceView const& view);
/// What the official catalogue knows of a service that nobody has written out.
void write_service_of_catalogue(html::Writer& out, ServiceView const& view);
/// Every way to the office as something to press.
void write_service_ways(authority::Page& page, ServiceView const& view);
void write_service_law(html::Writer& out, ServiceView const& view);
/// Why a row of the catalogue has no page, and what there is instead: 410.
http::Response no_longer(Snapshot const& catalog, TownContext& context, HiddenService const& hidden);
/// The office, and the contents of the page.
void write_service_aside(html::Writer& out, ServiceView const& view);

}  // namespace kreislauf::catalog::pages
