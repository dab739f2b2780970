#include "administration/appointments/shared/running.h"

#include <fmt/format.h>

#include <algorithm>

namespace kreislauf::appointments {

Scene::Scene(Appointments& module, authority::TownContext& context)
    : notifications_{module, context.authority, context.town.held()},
      context_{context},
      env_{.key = context.authority.key,
           .db = context.db,
           .cache = module.cache(),
           .clock = context.clock,
           .random = context.random,
           .notifications = notifications_,
           .site = context.origin,
           .step_free = step_free_in(context.town.held())} {}

void Scene::changed(std::string_view office) const {
  context_.live.publish(fmt::format("{}/{}", context_.authority.key.value(), office));
}

std::function<bool(std::string_view office)> step_free_in(std::shared_ptr<authority::Town const> town) {
  return [town = std::move(town)](std::string_view office) {
    auto const* found = town->office(office);
    if (found == nullptr) return false;
    auto const& access = found->accessibility;
    return std::find(access.begin(), access.end(), "step_free") != access.end();
  };
}

Surroundings surroundings_of(std::shared_ptr<catalog::Snapshot const> snapshot,
                             std::shared_ptr<authority::Town const> town) {
  return {.service_key =
              [snapshot](std::string_view name) {
                auto const* found = snapshot->by_slug(name);
                if (found == nullptr) found = snapshot->by_key(name);
                return found == nullptr ? std::string{} : found->key.value();
              },
          .service_name =
              [snapshot](std::string_view key) {
                auto const* found = snapshot->by_key(key);
                return found == nullptr or not found->package ? std::string{key} : found->slug;
              },
          .has_office = [town](std::string_view id) { return town->office(id) != nullptr; }};
}

}  // namespace kreislauf::appointments
