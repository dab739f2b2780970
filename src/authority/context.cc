#include "authority/context.h"

#include <fmt/format.h>

#include <stdexcept>

#include "authority/house.h"
#include "base/errors.h"

namespace kreislauf::authority {

std::string const& Context::path(std::string_view name) const {
  for (auto const& [key, value] : values) {
    if (key == name) return value;
  }
  throw std::logic_error{fmt::format("the address {} has no {{{}}}", route, name)};
}

std::string_view Context::scheme() const { return std::string_view{origin}.substr(0, origin.find("://")); }

std::string Context::origin_of(Authority const& other) const {
  return fmt::format("{}://{}.{}", scheme(), other.slug, town_domain);
}

std::unique_ptr<ProgrammeContext> programme_context(TownVisit& visit, std::string site) {
  static Frame const no_pages;
  auto& house = visit.house;
  auto town = visit.town();
  if (town == nullptr) throw NotFound{};
  return std::make_unique<ProgrammeContext>(Visit{.clock = house.clock,
                                                  .random = house.random,
                                                  .t = house.languages.translator(i18n::Language::german),
                                                  .directory = house.authorities.directory(),
                                                  .frame = no_pages,
                                                  .keyring = house.keyring,
                                                  .limits = house.limits,
                                                  .live = house.live,
                                                  .origin = site,
                                                  .portal_origin = {},
                                                  .town_domain = {}},
                                            visit.authority, std::move(town), visit.db);
}

}  // namespace kreislauf::authority
