#include "administration/identity/identity.h"
#include "administration/identity/office/office.h"
#include "administration/identity/shared/frame.h"

namespace kreislauf::identity::office {

namespace {

constexpr std::string_view own_path = "/verwaltung";

/// What somebody is in an office, or in all of them where none is given: `Leitung, Empfang`.
std::string roles_in(authority::Staff const& staff, std::string_view office) {
  std::string out;
  for (auto const& one : staff.roles) {
    if (one.office != "*" and one.office != office) continue;
    out += (out.empty() ? "" : ", ") + std::string{authority::german_name_of(one.role)};
  }
  return out;
}

/// The links of one office, or with an empty one those of the whole authority.
void write_links(html::Writer& out, StaffContext const& c, kern::Section const& section, std::string const& office) {
  std::vector<kern::Link> links;
  for (auto const* entry : entries_for(c, office)) {
    if (is_of_office(*entry) == office.empty() or entry->path == own_path) continue;
    links.push_back({.path = with_office(entry->path, office), .label = entry->label, .small = entry->hint});
  }
  if (links.empty() and office.empty()) return;
  kern::section(out, section, [&](html::Writer&) {
    if (auto const roles = roles_in(c.staff, office); not roles.empty()) out("<p class='kl-muted'>"_h, roles, "</p>"_h);
    if (not links.empty()) kern::links(out, links);
  });
}

}  // namespace

Response start(Request const&, StaffContext& c) {
  StaffPage page{c, {.title = "Verwaltung", .path = std::string{own_path}, .heading = "Guten Tag, " + c.staff.name}};
  for (auto const* office : offices_of(c)) {
    auto const id = "amt-" + office->id.value();
    write_links(page.out(), c, {.id = id, .heading = office->name}, office->id.value());
  }
  write_links(page.out(), c, {.id = "alle", .heading = "Für alle Ämter"}, "");
  return page.finish();
}

}  // namespace kreislauf::identity::office
