#include "administration/cases/shared/other_authority.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/kern/components.h"

namespace kreislauf::cases {

namespace {

using authority::Authority, authority::StaffContext;

constexpr std::string_view search_field = "suche";
constexpr std::size_t most_found = 10;

kern::Form search(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{search_field},
            .label = "Andere Behörde suchen",
            .hint = "Name oder Postleitzahl",
            .optional = true,
            .unmarked = true,
            .most = 80}}};
}

kern::Link link_to(std::string const& path, Authority const& one, std::string_view why) {
  return {.path = fmt::format("{}?{}={}", path, other_authority_field, one.key.value()),
          .label = one.full_name(),
          .small = std::string{why}};
}

void write_search(kern::Sheet& page, StaffContext const& c, std::string const& path, std::string_view query) {
  auto form = search(c);
  form.read(query);
  kern::section(page.out(), {.id = "suchen", .heading = "Eine andere"}, [&](html::Writer& out) {
    page.filter(form, {.path = path, .label = "Behörde suchen"}, [&](kern::Fields& f) {
      f.all();
      f.button({.label = "Suchen", .weight = kern::Weight::secondary});
    });
    auto const& text = form.text(search_field);
    if (text.empty()) return;
    std::vector<kern::Link> links;
    for (auto const* one : c.directory->find(text, most_found))
      if (one != &c.authority) links.push_back(link_to(path, *one, {}));
    if (links.empty()) return kern::empty_state(out, "Keine Behörde dieses Namens arbeitet hier.");
    kern::links(out, links);
  });
}

}  // namespace

std::optional<OtherAuthority> other_authority(authority::House& house, StaffContext const& c, std::string_view key) {
  auto const* other = c.directory->by_key(key);
  if (other == nullptr or other == &c.authority) return std::nullopt;
  auto town = house.authorities.town(other->key);
  if (town == nullptr) return std::nullopt;
  return OtherAuthority{*other, std::move(town)};
}

std::vector<kern::Option> offices_of(OtherAuthority const& other) {
  std::vector<kern::Option> offices{{"", "Bitte wählen"}};
  for (auto const& one : other.town->offices) offices.push_back({one.id.value(), one.name});
  return offices;
}

void write_choice_of_authority(kern::Sheet& page, StaffContext const& c, std::string const& path,
                               std::vector<SuggestedAuthority> suggested, std::string_view query) {
  auto const* district = c.authority.is_district() ? &c.authority : c.directory->district_of(c.authority);
  suggested.push_back({district, "der Kreis"});
  std::vector<Authority const*> seen{&c.authority};
  std::vector<kern::Link> first, neighbours;
  auto const add = [&](std::vector<kern::Link>& links, Authority const* one, std::string_view why) {
    if (one == nullptr or std::find(seen.begin(), seen.end(), one) != seen.end()) return;
    seen.push_back(one);
    links.push_back(link_to(path, *one, why));
  };
  for (auto const& one : suggested) add(first, one.authority, one.why);
  if (district != nullptr)
    for (auto const* member : c.directory->members_of(*district)) add(neighbours, member, {});
  auto const offer = [&](std::string_view id, std::string_view heading, std::vector<kern::Link> const& links) {
    if (links.empty()) return;
    kern::section(page.out(), {.id = id, .heading = heading}, [&](html::Writer& out) { kern::links(out, links); });
  };
  offer("vorschlaege", "Welche Behörde?", first);
  write_search(page, c, path, query);
  offer("nachbarn", "Im selben Kreis", neighbours);
}

}  // namespace kreislauf::cases
