#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "authority/model.h"
#include "authority/person.h"
#include "base/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/db/db.h"
#include "platform/http/route.h"
#include "platform/i18n/i18n.h"
#include "platform/live/live.h"

namespace kreislauf::authority {

class Directory;

/// Everything a handler may use besides its request. Made new for each request; nothing is ambient.
struct Context {
  Clock const& clock;
  crypto::Random& random;
  i18n::Translator t;
  std::shared_ptr<Directory const> directory;
  Authority const* authority;        ///< nullptr on the portal of the region
  std::shared_ptr<Town const> town;  ///< empty on the portal of the region
  db::Database* db;                  ///< the authority's own database; nullptr on the portal of the region
  std::string origin;                ///< `http://gescher.localhost:8080`
  std::string portal_origin;         ///< `http://localhost:8080`
  std::string town_domain;           ///< `localhost:8080`: an authority answers at NAME.<town_domain>
  http::PathValues values;
  bool demo = false;
  live::Hub* live = nullptr;         ///< tells open pages that something has changed; nullptr in tools
  std::optional<Staff> staff = {};   ///< who is signed in at this authority
  std::vector<NavEntry> const* navigation = nullptr;  ///< the links of staff pages, of all modules

  /// `http://ahaus.localhost:8080`
  std::string origin_of(Authority const& other) const;
  std::string_view scheme() const;
};

using Route = http::Route<Context>;

}  // namespace kreislauf::authority
