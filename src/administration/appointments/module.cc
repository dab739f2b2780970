#include <fmt/format.h>

#include "administration/appointments/appointments.h"
#include "platform/db/embedded.h"

namespace kreislauf::appointments {

std::vector<db::Migration> authority_migrations() {
  return db::embedded_migrations("src/administration/appointments", "authority_");
}

bool Budgets::take(std::string const& who, int most, Instant now) {
  constexpr auto window = std::chrono::minutes{10};
  constexpr std::size_t most_remembered = 50'000;
  std::lock_guard const lock{mutex_};
  if (spent_.size() > most_remembered)
    std::erase_if(spent_, [&](auto const& one) { return now - one.second.since > window; });
  if (spent_.size() > 4 * most_remembered)
    return false;  // an attack from very many networks: nobody gets more than before
  auto& spent = spent_[who];
  if (now - spent.since > window or now < spent.since) spent = {.since = now, .count = 0};
  return ++spent.count <= most;
}

Scene::Scene(Appointments& module, authority::Context& context)
    : letters_{module, *context.authority, context.town},
      context_{context},
      place_{.key = context.authority->key,
             .db = *context.db,
             .boards = module.boards(),
             .clock = context.clock,
             .random = context.random,
             .letters = letters_,
             .site = context.origin,
             .actor = context.staff ? context.staff->actor() : "guest"} {}

void Scene::changed(std::string_view office) const {
  if (context_.live != nullptr) context_.live->publish(fmt::format("{}/{}", context_.authority->key.value(), office));
}

std::string service_name(Appointments& module, authority::Context const& context, Plan const& plan,
                         std::string_view service) {
  auto const snapshot = module.catalog().snapshot();
  if (auto const* found = snapshot->by_key(service)) {
    if (context.t.language() != i18n::Language::german and found->english and
        context.t.language() == i18n::Language::english)
      return found->english->name;
    return found->name();
  }
  auto const* offer = plan.offer(service);
  return offer != nullptr and not offer->label.empty() ? offer->label : std::string{service};
}

Surroundings surroundings_of(std::shared_ptr<catalog::Snapshot const> snapshot,
                             std::shared_ptr<authority::Town const> town) {
  return {.service_key =
              [snapshot](std::string_view name) {
                auto const* found =
                    snapshot->by_slug(name) != nullptr ? snapshot->by_slug(name) : snapshot->by_key(name);
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
