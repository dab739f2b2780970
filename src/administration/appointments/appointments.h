#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "administration/appointments/acts/board.h"
#include "administration/appointments/acts/verify.h"
#include "administration/appointments/acts/waiting.h"
#include "administration/appointments/exchange/seed.h"
#include "administration/appointments/exchange/setup.h"
#include "administration/appointments/exchange/zms.h"
#include "administration/appointments/model.h"
#include "administration/appointments/times/rules.h"
#include "administration/catalog/catalog.h"
#include "authority/authority.h"

/// Appointments at offices: free times, bookings, the waiting room and the waiting list.
namespace kreislauf::appointments {

std::vector<db::Migration> authority_migrations();

/// Counts what one address does in ten minutes, in memory; forgets when the window is over. Protects times from being
/// held by the hundred.
class Budgets {
 public:
  bool take(std::string const& who, int most, Instant now);

 private:
  struct Spent {
    Instant since{};
    int count = 0;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Spent> spent_;
};

/// The module in the running program: the boards of all authorities and the texts its letters need.
class Appointments {
 public:
  explicit Appointments(catalog::Catalog& catalog) : catalog_{catalog} {}

  Boards& boards() { return boards_; }
  catalog::Catalog& catalog() { return catalog_; }
  i18n::Catalogues const& languages() const { return languages_; }
  Budgets& budgets() { return budgets_; }

 private:
  catalog::Catalog& catalog_;
  i18n::Catalogues languages_;
  Boards boards_;
  Budgets budgets_;
};

/// Letters in the language of their reader, with the names of one town.
class TownLetters final : public Letters {
 public:
  TownLetters(Appointments& module, authority::Authority const& authority, std::shared_ptr<authority::Town const> town)
      : module_{module}, authority_{authority}, town_{std::move(town)} {}
  std::string about(Letter letter, Appointment const& appointment, std::string const& token,
                    std::string const& confirm_code, std::string const& site) const override;
  std::string about(Letter letter, store::Entry const& entry, Appointment const* offered,
                    std::string const& token) const override;

 private:
  Appointments& module_;
  authority::Authority const& authority_;
  std::shared_ptr<authority::Town const> town_;
};

/// Where the acts of one request happen. Lives as long as the request.
class Scene {
 public:
  Scene(Appointments& module, authority::Context& context);
  Place const& place() const { return place_; }
  std::shared_ptr<Board const> board() const { return place_.board(); }
  /// Tells the open pages of this office (desk, display, waiting room) that something has changed.
  void changed(std::string_view office) const;

 private:
  TownLetters letters_;
  authority::Context& context_;
  Place place_;
};

/// A service as people call it, in the language of the page where there is a text: `Personalausweis beantragen`.
std::string service_name(Appointments& module, authority::Context const& context, Plan const& plan,
                         std::string_view service);

/// What plan files of one town can name: services of the catalogue, offices of the town.
Surroundings surroundings_of(std::shared_ptr<catalog::Snapshot const> snapshot,
                             std::shared_ptr<authority::Town const> town);

/// The next free times on the page of a service.
class NextTimes final : public authority::ServicePanel {
 public:
  explicit NextTimes(Appointments& module) : module_{module} {}
  void write(html::Writer& out, authority::Context const& context, std::string_view service,
             std::string_view slug) const override;

 private:
  Appointments& module_;
};

std::vector<authority::Route> routes(Appointments& module);
std::vector<authority::Route> office_routes(
    Appointments& module);  ///< desk, reception, kiosk, display, day list, internal booking
std::vector<authority::Route> api_routes(Appointments& module);  ///< for other programs: times, holds, bookings
std::vector<authority::NavEntry> office_navigation();            ///< their links in the frame of staff pages
std::vector<authority::Route> head_routes(
    Appointments& module);  ///< rules, desks, services, closures, figures, exchange
std::vector<authority::NavEntry> head_navigation();

}  // namespace kreislauf::appointments
