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
#include "platform/html/html.h"
#include "platform/http/route.h"
#include "platform/i18n/i18n.h"
#include "platform/live/live.h"

namespace kreislauf::authority {

class Directory;
struct Context;

/// What other modules put on the page of a service: the appointments show the next free times there.
class ServicePanel {
 public:
  virtual ~ServicePanel() = default;
  /// `service` is the key, `slug` its name in addresses. Writes nothing where there is nothing to say; must not wait
  /// for a database.
  virtual void write(html::Writer& out, Context const& context, std::string_view service,
                     std::string_view slug) const = 0;
};

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
  ServicePanel const* panel = nullptr;
  live::Hub* live = nullptr;                          ///< tells open pages that something has changed; nullptr in tools
  std::optional<Staff> staff = {};                    ///< who is signed in at this authority
  std::vector<NavEntry> const* navigation = nullptr;  ///< the links of staff pages, of all modules

  /// `http://ahaus.localhost:8080`
  std::string origin_of(Authority const& other) const;
  std::string_view scheme() const;
};

using Route = http::Route<Context>;

}  // namespace kreislauf::authority
