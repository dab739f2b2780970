#pragma once

#include <memory>
#include <string>
#include <vector>

#include "administration/appointments/appointments.h"
#include "administration/catalog/catalog.h"
#include "app/rate_limit.h"
#include "authority/authority.h"
#include "platform/http/server.h"
#include "platform/metrics/metrics.h"

namespace kreislauf::app {

class PostOffice;

struct PortalOptions {
  std::string domain = "localhost";  ///< towns answer at NAME.<domain>, the portal of the region at <domain>
  unsigned requests_per_second = 50;
  unsigned burst = 300;
  bool demo = false;
  live::Hub* live = nullptr;   ///< passes on what has changed to open pages
  PostOffice* post = nullptr;  ///< looks into the outbox after each form that was sent
};

/// The way of a request: authority from the Host, route from the one table, limits, handler, and one place for errors.
class Portal final : public http::Application {
 public:
  Portal(PortalOptions options, db::Store& store, authority::Authorities& authorities, catalog::Catalog& catalog,
         Clock const& clock, crypto::Random& random);

  http::Plan plan(http::Request const& request) override;
  http::Response respond(http::Request const& request, http::Plan const& plan) override;
  http::Response refuse(http::Request const* request, unsigned status) override;

  std::vector<authority::Route> const& routes() const { return routes_; }
  metrics::Registry const& meters() const { return meters_; }
  Instant started() const { return started_; }
  db::Store& store() { return store_; }
  authority::Authorities& authorities() { return authorities_; }
  catalog::Catalog& catalog() { return catalog_; }
  appointments::Appointments& appointments() { return appointments_; }
  Clock const& clock() const { return clock_; }
  PostOffice* post() const { return options_.post; }

 private:
  /// What the Host names: the region, an authority, or nothing we know.
  struct Target {
    bool known = false;
    authority::Authority const* authority = nullptr;
  };
  Target target_of(http::Request const& request, authority::Directory const& directory) const;
  authority::Context context_for(http::Request const& request, std::shared_ptr<authority::Directory const> directory,
                                 Target target, i18n::Language language);
  std::string allowed_methods(http::Request const& request) const;
  http::Response answer(http::Request const& request, http::Plan const& plan);
  http::Response call(authority::Route const& route, http::Request const& request, authority::Context& context);
  http::Response error(http::Request const& request, unsigned status, std::string_view detail = {});

  PortalOptions options_;
  db::Store& store_;
  authority::Authorities& authorities_;
  catalog::Catalog& catalog_;
  Clock const& clock_;
  crypto::Random& random_;
  appointments::Appointments appointments_;
  appointments::NextTimes next_times_;
  i18n::Catalogues catalogues_;
  RateLimit limit_;
  std::vector<authority::Route> routes_;
  std::vector<authority::NavEntry> navigation_;
  metrics::Registry meters_;
  std::vector<metrics::RouteMeter*> meter_of_;
  Instant started_;
};

}  // namespace kreislauf::app
