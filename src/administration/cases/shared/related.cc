#include "administration/cases/shared/related.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/shared/sections.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/store/links.h"
#include "administration/cases/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

using authority::StaffContext;

constexpr std::size_t most_shown = 20;

struct Related {
  std::vector<Case> linked = {}, of_person = {};
};

Related related_to(StaffContext const& c, Case const& one, std::vector<std::string> const& others) {
  Related all;
  c.db.read([&](db::Connection& db) {
    all.linked = store::linked_with(db, one.id);
    std::erase_if(all.linked, [&](Case const& other) { return not sees(c, other); });
    for (auto const& subject : others) {
      if (all.of_person.size() >= most_shown) break;
      auto other = store::of_subject(db, subject);
      bool const known = other and std::any_of(all.linked.begin(), all.linked.end(),
                                               [&](Case const& linked) { return linked.id == other->id; });
      if (other and other->id != one.id and not known and sees(c, *other)) all.of_person.push_back(*std::move(other));
    }
  });
  return all;
}

std::string path_of_one(StaffContext const& c, Case const& one) {
  return fmt::format("/verwaltung/amt/{}/faelle/{}", c.path("amt"), one.id);
}

/// `2026-000017: Hund anmelden`, and how far it is.
void write_links(html::Writer& out, StaffContext const& c, catalog::Snapshot const& catalogue,
                 std::vector<Case> const& cases) {
  std::vector<kern::Link> links;
  for (auto const& one : cases) {
    auto const* service = catalogue.any(one.type);
    auto const day = i18n::parse_iso(one.arrived_on);
    links.push_back({.path = path_of_one(c, one),
                     .label = fmt::format("{}: {}", one.number, service == nullptr ? one.type : service->name()),
                     .small = fmt::format("{}, angekommen am {}", german_of(one.phase),
                                          day ? i18n::short_date(*day) : one.arrived_on)});
  }
  kern::links(out, links);
}

}  // namespace

void write_related(kern::Sheet& page, StaffContext const& c, View const& view, catalog::Snapshot const& catalogue,
                   std::vector<std::string> const& others) {
  auto const related = related_to(c, view.one, others);
  kern::section(page.out(), {.id = "verwandt", .heading = "Was dazugehört"}, [&](html::Writer& out) {
    if (not related.linked.empty()) write_links(out, c, catalogue, related.linked);
    if (not related.of_person.empty()) {
      out("<p class='kl-small'>Aus demselben Konto oder mit derselben Anmeldung, in diesem Amt:</p>"_h);
      write_links(out, c, catalogue, related.of_person);
    }
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = path_of_one(c, view.one) + "/verknuepfen",
                              .label = related.linked.empty() ? "Mit anderem Fall verknüpfen" : "Verknüpfungen ändern",
                              .weight = kern::Weight::secondary});
    });
  });
}

}  // namespace kreislauf::cases
