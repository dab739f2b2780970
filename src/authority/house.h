#pragma once

#include <functional>
#include <memory>

#include "authority/authority.h"
#include "platform/crypto/keys.h"
#include "platform/limits/limits.h"

namespace kreislauf::authority {

/// What the running program has for all modules. Handed to each of them when it is made (app/modules.cc).
struct House {
  db::Store& store;
  Authorities& authorities;
  Clock const& clock;
  crypto::Random& random;
  live::Hub& live;
  limits::Limits& limits;
  crypto::Keyring const& keyring;
  i18n::Catalogues const& languages;
  /// Brings the databases of all authorities to the newest schema of all modules (app/modules.cc): before something is
  /// imported into them, and after new authorities have come.
  std::function<void()> migrate_towns = {};
};

/// One authority, for work that no request asked for: jobs, senders, demonstrations.
struct TownVisit {
  House& house;
  Authority const& authority;
  db::Database& db;

  std::shared_ptr<Town const> town() const { return house.authorities.town(authority.key); }
  crypto::Keys keys() const { return {house.keyring, authority.key.value()}; }
};

struct ProgrammeContext;
/// For a job that acts as a page would: German, at the address `site`. Throws NotFound for a town that is gone.
std::unique_ptr<ProgrammeContext> programme_context(TownVisit& visit, std::string site);

}  // namespace kreislauf::authority
