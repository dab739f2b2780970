#include <algorithm>
#include <cmath>

#include "authority/authority.h"
#include "authority/rules.h"

namespace kreislauf::authority {

Directory::Directory(std::vector<Authority> authorities, std::vector<std::pair<std::string, std::string>> const& hosts,
                     std::vector<Delegation> delegations)
    : authorities_{std::move(authorities)}, delegations_{std::move(delegations)} {
  std::sort(authorities_.begin(), authorities_.end(), [](auto const& a, auto const& b) {
    return std::tie(a.folded_name, a.key) < std::tie(b.folded_name, b.key);
  });
  for (std::size_t i = 0; i < authorities_.size(); ++i) {
    auto const& authority = authorities_[i];
    by_slug_[authority.slug] = i;
    by_key_[authority.key.value()] = i;
    if (authority.status == Status::independent) by_key_[authority.district] = i;
  }
  for (auto const& [host, key] : hosts) {
    if (auto const found = by_key_.find(key); found != by_key_.end()) by_host_[host] = found->second;
  }
}

namespace {

template <class Map>
Authority const* look_up(std::vector<Authority> const& all, Map const& map, std::string_view name) {
  auto const found = map.find(std::string{name});
  return found == map.end() ? nullptr : &all[found->second];
}

}  // namespace

Authority const* Directory::by_slug(std::string_view slug) const { return look_up(authorities_, by_slug_, slug); }
Authority const* Directory::by_key(std::string_view key) const { return look_up(authorities_, by_key_, key); }
Authority const* Directory::by_host(std::string_view host) const { return look_up(authorities_, by_host_, host); }

Authority const* Directory::at(double longitude, double latitude) const {
  if (not std::isfinite(longitude) or not std::isfinite(latitude) or std::abs(longitude) > 180 or
      std::abs(latitude) > 90)
    return nullptr;
  Point const point{static_cast<std::int32_t>(std::lround(longitude * 10'000)),
                    static_cast<std::int32_t>(std::lround(latitude * 10'000))};
  auto const found = std::find_if(authorities_.begin(), authorities_.end(),
                                  [&](auto const& authority) { return rules::contains(authority.rings, point); });
  return found == authorities_.end() ? nullptr : &*found;
}

Authority const* Directory::district_of(Authority const& authority) const {
  if (authority.is_district() or authority.status == Status::independent) return nullptr;
  return by_key(authority.district);
}

std::vector<Authority const*> Directory::members_of(Authority const& district) const {
  std::vector<Authority const*> members;
  for (auto const& authority : authorities_) {
    if (not authority.is_district() and authority.district == district.key.value()) members.push_back(&authority);
  }
  return members;
}

bool Directory::does_for_others(std::string_view service, Authority const& to) const {
  return std::any_of(delegations_.begin(), delegations_.end(),
                     [&](auto const& one) { return one.service == service and one.to == to.key.value(); });
}

Delegation const* Directory::delegation(std::string_view service, Authority const& from) const {
  auto const found = std::find_if(delegations_.begin(), delegations_.end(),
                                  [&](auto const& d) { return d.service == service and d.from == from.key.value(); });
  return found == delegations_.end() ? nullptr : &*found;
}

}  // namespace kreislauf::authority
