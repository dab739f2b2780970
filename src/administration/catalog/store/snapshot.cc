#include <algorithm>

#include "administration/catalog/store/search.h"
#include "administration/catalog/store/store.h"
#include "base/embedded.h"
#include "base/text.h"

namespace kreislauf::catalog {

namespace {

auto place_of(Service const& service, std::string_view situation) {
  auto const& all = service.life_situations;
  return std::find(all.begin(), all.end(), situation) - all.begin();
}

auto in_order(Named const& a, Named const& b) {
  return a.folded != b.folded ? a.folded < b.folded : a.service->key < b.service->key;
}

}  // namespace

std::string sorted_as(std::string_view name) {
  auto folded = text::folded(name);
  folded.erase(0, std::min(folded.find_first_of("abcdefghijklmnopqrstuvwxyz"), folded.size()));
  return folded;
}

Snapshot::Snapshot(Services services, std::vector<Change> changes)
    : services_{std::move(services.shown)},
      inner_{std::move(services.inner)},
      hidden_{std::move(services.hidden)},
      changes_{std::move(changes)},
      indexes_{store::build_indexes(services_)},
      answers_{store::load_answers()},
      steps_{rules::read_steps(embedded_file("services/situations.toml")).value_or(rules::Steps{})} {
  for (auto const& one : hidden_) {
    hidden_by_name_.emplace(one.slug, &one);
    hidden_by_name_.emplace(one.key.value(), &one);
  }
  for (auto const& service : services_) {
    if (service.package) ++packages_;
    by_slug_.emplace(service.slug, &service);
    by_key_.emplace(service.key.value(), &service);
    for (auto const& id : service.life_situations) by_situation_[id].push_back(&service);
    ordered_by_key_.push_back(&service);
    if (not service.package) official_.push_back({sorted_as(service.name()), &service});
  }
  std::sort(official_.begin(), official_.end(), in_order);
  // What belongs to a life situation first of all comes before what also fits.
  for (auto& [id, in_it] : by_situation_) {
    std::stable_sort(in_it.begin(), in_it.end(),
                     [name = id](auto const* a, auto const* b) { return place_of(*a, name) < place_of(*b, name); });
  }
  std::sort(ordered_by_key_.begin(), ordered_by_key_.end(),
            [](auto const* a, auto const* b) { return a->key < b->key; });
}

namespace {

template <class Map>
typename Map::mapped_type look_up(Map const& map, std::string_view name) {
  auto const found = map.find(name);
  return found == map.end() ? nullptr : found->second;
}

}  // namespace

Service const* Snapshot::by_slug(std::string_view slug) const { return look_up(by_slug_, slug); }
Service const* Snapshot::by_key(std::string_view key) const { return look_up(by_key_, key); }

Service const* Snapshot::any(std::string_view slug) const {
  if (auto const* found = by_slug(slug)) return found;
  auto const found = std::find_if(inner_.begin(), inner_.end(), [&](Service const& one) { return one.slug == slug; });
  return found == inner_.end() ? nullptr : &*found;
}

HiddenService const* Snapshot::hidden(std::string_view name) const { return look_up(hidden_by_name_, name); }

std::vector<Service const*> const& Snapshot::in_situation(std::string_view id) const {
  static std::vector<Service const*> const none;
  auto const found = by_situation_.find(id);
  return found == by_situation_.end() ? none : found->second;
}

std::vector<rules::Step> const& Snapshot::steps(std::string_view situation) const {
  static std::vector<rules::Step> const none;
  auto const found = steps_.find(situation);
  return found == steps_.end() ? none : found->second;
}

std::span<Named const> Snapshot::official(std::string_view beginning) const {
  auto const before = [&](Named const& named, std::string_view wanted) { return named.folded < wanted; };
  auto const first = std::lower_bound(official_.begin(), official_.end(), beginning, before);
  auto const last =
      std::find_if(first, official_.end(), [&](Named const& named) { return not named.folded.starts_with(beginning); });
  return {first, last};
}

Catalog::Catalog(db::Store& store)
    : store_{store}, snapshot_{std::make_shared<Snapshot const>(Services{}, std::vector<Change>{})} {}

void Catalog::reload() {
  Services services;
  std::vector<Change> changes;
  auto next = Instant::max();
  store_.commons().read([&](db::Connection& connection) {
    services = store::load_services(connection);
    changes = store::load_changes(connection);
    if (auto const first = store::first_planned(connection); not first.empty()) next = parse_iso_utc(first);
  });
  next_due_ = next;
  snapshot_.store(std::make_shared<Snapshot const>(std::move(services), std::move(changes)));
}

}  // namespace kreislauf::catalog
