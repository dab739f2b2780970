#include <algorithm>
#include <cmath>

#include "authority/authority.h"
#include "authority/rules.h"
#include "base/text.h"

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

namespace {

/// 0 = no match; the higher the better.
int match_quality(Authority const& authority, std::string_view text, bool digits) {
  if (digits) {
    auto const hit = std::any_of(authority.postal_codes.begin(), authority.postal_codes.end(),
                                 [&](auto const& code) { return code.starts_with(text); });
    return hit ? 100 : 0;
  }
  std::string_view const name = authority.folded_name;
  int const town_first = authority.is_district() ? 0 : 1;
  if (name == text) return 98 + town_first;
  if (name.starts_with(text)) return 90 + town_first;
  if (authority.slug == text or text::folded(authority.full_name()) == text) return 88;
  if (name.find(" " + std::string{text}) != std::string_view::npos or
      name.find("-" + std::string{text}) != std::string_view::npos)
    return 80 + town_first;
  if (text.size() > 3 and name.find(text) != std::string_view::npos) return 70 + town_first;
  std::size_t const allowed = text.size() < 4 ? 0 : text.size() < 7 ? 1 : 2;
  auto const distance = text::distance(name, text, allowed);
  return distance <= allowed ? 60 - static_cast<int>(distance) * 10 + town_first : 0;
}

}  // namespace

namespace {

/// What somebody looks for: a postal code or its beginning, a name, or both in any order.
struct Asked {
  std::string code, name;
};

/// `48712 Gescher`, `Gescher, 48712`, `D-48712`, `48 712`.
Asked asked(std::string_view text) {
  constexpr std::size_t most_letters = 100, least_digits = 2, most_digits = 5;
  // Folding needs whole letters.
  auto const folded = text::folded(text::trimmed(text.substr(0, text::byte_of(text, most_letters))));
  Asked out;
  for (char const c : folded) {
    if (c >= '0' and c <= '9')
      out.code += c;
    else
      out.name += c == ',' ? ' ' : c;
  }
  bool const is_code = out.code.size() >= least_digits and out.code.size() <= most_digits;
  if (not is_code) return {{}, folded};
  auto const is_blank = [](char c) { return c == ' ' or c == '-'; };
  while (not out.name.empty() and is_blank(out.name.back())) out.name.pop_back();
  out.name.erase(out.name.begin(), std::find_if_not(out.name.begin(), out.name.end(), is_blank));
  if (out.name == "d" or out.name == "de") out.name.clear();  // the country, as on letters from abroad
  return out;
}

}  // namespace

std::vector<Authority const*> Directory::find(std::string_view text, std::size_t limit) const {
  auto wanted = asked(text);
  for (std::string_view const title : {"stadt ", "gemeinde "}) {
    if (wanted.name.starts_with(title) and wanted.name.size() > title.size()) wanted.name.erase(0, title.size());
  }
  std::vector<std::pair<int, Authority const*>> hits;
  auto const look = [&](std::string const& what, bool digits) {
    if (what.empty()) return;
    for (auto const& authority : authorities_) {
      auto quality = match_quality(authority, what, digits);
      // A code of several towns: the name beside it says which.
      if (digits and quality > 0 and not wanted.name.empty()) quality += match_quality(authority, wanted.name, false);
      if (quality > 0) hits.emplace_back(quality, &authority);
    }
  };
  look(wanted.code, true);
  if (hits.empty()) look(wanted.name, false);
  std::stable_sort(hits.begin(), hits.end(), [](auto const& a, auto const& b) {
    return a.first != b.first ? a.first > b.first : a.second->population > b.second->population;
  });
  std::vector<Authority const*> found;
  for (auto const& [quality, authority] : hits) {
    if (found.size() < limit) found.push_back(authority);
  }
  return found;
}

Delegation const* Directory::delegation(std::string_view service, Authority const& from) const {
  auto const found = std::find_if(delegations_.begin(), delegations_.end(),
                                  [&](auto const& d) { return d.service == service and d.from == from.key.value(); });
  return found == delegations_.end() ? nullptr : &*found;
}

}  // namespace kreislauf::authority
