#include "administration/applications/shared/repeating.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/rules/occurring.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/inside.h"
#include "base/log.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

/// Sent by nobody, with the answers of the package.
void open_one(Applications& module, authority::TownVisit& visit, catalog::Service const& service,
              std::shared_ptr<forms::Form const> const& form, std::string_view office, std::string const& day) {
  auto const c = authority::programme_context(visit, {});
  auto const answers = boost::json::parse(service.repeat.answers).as_object();
  auto const entered = forms::typed_in(*c, *form->compiled, answers);
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
    if (store::last_repeat(tx.db, service.slug) >= day) return;  // another server was quicker
    auto own = with_form(module, current(tx, begin(tx, *c, *form, office, Channel::clock)));
    save(tx, *c, own.application, *form, entered);
    auto const sending = sending_of(*c, own, entered);
    submit(tx, *c, own.application, *form, sending);
    store::save_repeat(tx.db, service.slug, day);
  });
}

/// For which day it is to begin now; nothing: not yet, or done.
std::optional<std::string> day_due(authority::TownVisit& visit, catalog::Service const& service) {
  auto const every = deadlines::parse_length(service.repeat.every);
  if (not every or not service.repeat.first) return std::nullopt;
  auto const last =
      last_occurrence(std::chrono::sys_days{*service.repeat.first}, *every, legal_time(visit.house.clock.now()).day);
  if (not last) return std::nullopt;
  auto const day = i18n::iso(*last);
  bool done = false;
  visit.db.read([&](db::Connection& db) { done = store::last_repeat(db, service.slug) >= day; });
  return done ? std::nullopt : std::optional{day};
}

}  // namespace

std::optional<Instant> repeat_due(Applications& module, authority::TownVisit& visit) {
  auto const catalogue = module.catalog.snapshot();
  for (auto const& service : catalogue->inner()) {
    auto const* office = service.repeat.every.empty() ? nullptr : visit.town()->office_of_kind(service.office);
    auto const form = office == nullptr ? nullptr : module.library.live(service.slug);
    if (form == nullptr) continue;
    auto const day = day_due(visit, service);
    if (not day) continue;
    try {
      open_one(module, visit, service, form, office->id.value(), *day);
    } catch (Incomplete const&) {
      log::error("repeat_incomplete",
                 fmt::format("{}: [repeat] answers leave something open; see kreislauf check form", service.slug));
    }
  }
  return std::nullopt;
}

}  // namespace kreislauf::applications
