#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "administration/appointments/acts/environment.h"
#include "administration/appointments/appointments.h"
#include "administration/appointments/rules/surroundings.h"
#include "authority/act.h"
#include "authority/context.h"

/// The module while the program runs, and where the acts of one request happen.
namespace kreislauf::appointments {

/// The free times of all authorities and the texts that notifications need.
class Appointments {
 public:
  Appointments(catalog::Catalog& catalog, i18n::Catalogues const& languages, crypto::Keyring const& keyring)
      : catalog_{catalog}, languages_{languages}, cache_{keyring} {}

  FreeTimesCache& cache() { return cache_; }
  catalog::Catalog& catalog() { return catalog_; }
  i18n::Catalogues const& languages() const { return languages_; }

 private:
  catalog::Catalog& catalog_;
  i18n::Catalogues const& languages_;
  FreeTimesCache cache_;
};

/// Mails in the language of their reader, with the names of one town.
class TownNotifications final : public Notifications {
 public:
  TownNotifications(Appointments& module, authority::Authority const& authority,
                    std::shared_ptr<authority::Town const> town)
      : module_{module}, authority_{authority}, town_{std::move(town)} {}
  std::string about(Notification notification, Appointment const& appointment, std::string const& token,
                    std::string const& confirm_code, std::string const& site) const override;
  std::string moved(Appointment const& appointment, Appointment const& before, std::string const& token,
                    std::string const& site) const override;
  std::string about(Notification notification, store::Entry const& entry, Appointment const* offered,
                    std::string const& token) const override;

 private:
  Appointments& module_;
  authority::Authority const& authority_;
  std::shared_ptr<authority::Town const> town_;
};

/// Where the acts of one request happen. Lives as long as the request.
class Scene {
 public:
  Scene(Appointments& module, authority::TownContext& context);
  Scene(Scene const&) = delete;  // the environment looks at the notifications of this one
  Scene& operator=(Scene const&) = delete;

  Environment const& env() const { return env_; }
  std::shared_ptr<FreeTimes const> free_times() const { return env_.free_times(); }
  /// Tells the open pages of this office (desk, display, waiting room) that something has changed.
  void changed(std::string_view office) const;

 private:
  TownNotifications notifications_;
  authority::TownContext& context_;
  Environment env_;
};

/// Which offices of a town can be entered without steps, for Environment::step_free.
std::function<bool(std::string_view office)> step_free_in(std::shared_ptr<authority::Town const> town);

/// What plan files of one town can name: services of the catalogue, offices of the town.
Surroundings surroundings_of(std::shared_ptr<catalog::Snapshot const> snapshot,
                             std::shared_ptr<authority::Town const> town);

}  // namespace kreislauf::appointments
