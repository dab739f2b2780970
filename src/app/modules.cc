#include "app/modules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "administration/accounts/accounts.h"
#include "administration/applications/applications.h"
#include "administration/appointments/appointments.h"
#include "administration/capacity/capacity.h"
#include "administration/cases/cases.h"
#include "administration/consultations/consultations.h"
#include "administration/delivery/delivery.h"
#include "administration/forms/forms.h"
#include "administration/identity/identity.h"
#include "administration/intake/intake.h"
#include "administration/logins/logins.h"
#include "administration/messages/messages.h"
#include "administration/news/news.h"
#include "administration/notices/notices.h"
#include "administration/notifications/notifications.h"
#include "administration/payments/payments.h"
#include "administration/processes/processes.h"
#include "administration/programs/programs.h"
#include "administration/receipts/receipts.h"
#include "app/blob_keeping.h"
#include "app/housekeeping.h"
#include "city/map/map.h"
#include "platform/db/embedded.h"

namespace kreislauf::app {

namespace {

/// One line a module, with what it needs of others.
std::vector<authority::Module> make_all(authority::House& house, catalog::Catalog& catalog, forms::Library& library,
                                        blobs::Stores& blobs, pdf::Maker& documents, ocr::Reader& scans,
                                        std::shared_ptr<logins::Logins> const& logins,
                                        std::shared_ptr<notifications::Notifications> const& notifications,
                                        std::shared_ptr<programs::Programs> const& programs) {
  std::vector<authority::Module> all;
  all.push_back(housekeeping(house));
  all.push_back(blob_keeping(house, blobs));
  all.push_back(authority::module(house));
  all.push_back(map::module(house));  // first on the page of an office
  all.push_back(catalog::module(house, catalog));
  all.push_back(forms::module(library, catalog));
  all.push_back(identity::module(house, logins));
  all.push_back(appointments::module(house, catalog));
  all.push_back(receipts::module(house));
  auto const payments = payments::make(house, documents);
  all.push_back(logins::module(logins));
  all.push_back(payments::module(payments));
  all.push_back(messages::module());
  all.push_back(capacity::module());
  all.push_back(notifications::module(notifications));
  auto const accounts = accounts::make(*notifications);
  all.push_back(accounts::module(accounts));
  auto const deliveries = delivery::make(house, catalog);
  all.push_back(delivery::module(deliveries));
  all.push_back(programs::module(programs));
  auto const cases = cases::make(house, catalog);
  all.push_back(processes::module());
  all.push_back(cases::module(cases));
  auto const consultations =
      std::make_shared<consultations::Consultations>(consultations::Consultations{house, blobs, *cases, catalog});
  all.push_back(consultations::module(consultations));
  all.push_back(notices::module({house, blobs, *cases}));
  auto const applications = std::make_shared<applications::Applications>(
      applications::Applications{house, library, catalog, blobs, documents, *payments, *logins, *deliveries, *accounts,
                                 *cases, *notifications, *consultations});
  all.push_back(applications::module(applications));
  all.push_back(intake::module({house, blobs, library, catalog, scans, *applications}));
  all.push_back(news::module(house));
  return all;
}

template <class Part>
void append(std::vector<Part>& to, std::vector<Part> const& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

Modules::Modules(authority::House& house, pdf::Maker& documents, ocr::Reader& scans,
                 std::vector<authority::Module> more)
    : catalog_{std::make_unique<catalog::Catalog>(house.store)},
      library_{std::make_unique<forms::Library>(house.store, house.clock)},
      blobs_{std::make_unique<blobs::Stores>(house.keyring, house.clock, house.random)},
      logins_{logins::make(house)},
      notifications_{notifications::make(house)},
      programs_{programs::make(house, *catalog_)},
      all_{make_all(house, *catalog_, *library_, *blobs_, documents, scans, logins_, notifications_, programs_)} {
  append(all_, more);
  check();
  for (auto const& module : all_) {
    append(frame_.menu, module.menu);
    append(frame_.panels, module.panels);
    append(frame_.event_words, module.event_words);
    append(frame_.event_readers, module.event_readers);
    if (module.hours) house.authorities.take_hours_from(module.hours);
  }
  for (auto const& module : all_) append(frame_.staff_menu, module.staff_menu);
  // First what needs doing now, then the work, at the end the accounts.
  auto const place = [](authority::NavEntry const& entry) {
    if (entry.path == "/verwaltung") return 0;
    return entry.path.starts_with("/verwaltung/amt/") ? 1 : entry.right == &authority::rights::staff ? 3 : 2;
  };
  std::stable_sort(frame_.staff_menu.begin(), frame_.staff_menu.end(),
                   [&](auto const& a, auto const& b) { return place(a) < place(b); });
  // What people come for stands first, then what the platform needs, then who works here.
  std::vector<std::vector<authority::PrivacySection>> order(3);
  for (auto const& module : all_)
    append(order[module.name == "identity" ? 2 : module.name == "acts" ? 1 : 0], module.privacy);
  for (auto const& sections : order) append(frame_.privacy, sections);
  std::stable_sort(frame_.menu.begin(), frame_.menu.end(),
                   [](auto const& a, auto const& b) { return a.order < b.order; });
}

/// What a new module forgets most easily ends the start, not a request (routes are checked by the Router).
void Modules::check() const {
  std::set<std::string_view> names, rights, words, kinds, schemas;
  auto const once = [](std::set<std::string_view>& known, std::string_view name, std::string_view what) {
    if (not known.insert(name).second) throw std::logic_error{fmt::format("two modules have the {} {}", what, name)};
  };
  for (auto const& module : all_) {
    once(names, module.name, "name");
    for (auto const& right : module.rights) {
      once(rights, right.name, "right");
      if (right.roles == 0) throw std::logic_error{fmt::format("nobody holds the right {}", right.name)};
    }
    for (auto const& word : module.event_words) once(words, word.kind, "event");
    for (auto const& delivery : module.deliveries) once(kinds, delivery.kind, "sender of the outbox for");
    for (auto const& schema : module.schemas) once(schemas, schema.name, "schema");
  }
  for (auto const& module : all_) {
    for (auto const& route : module.routes) {
      if (route.right != nullptr and not rights.contains(route.right->name)) {
        throw std::logic_error{fmt::format("no module lists the right {} of {}", route.right->name, route.pattern)};
      }
    }
  }
}

std::vector<db::Migration> commons_migrations() { return db::all_embedded_migrations("commons_"); }
std::vector<db::Migration> authority_migrations() { return db::all_embedded_migrations("authority_"); }

}  // namespace kreislauf::app
