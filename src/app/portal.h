#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/modules.h"
#include "app/router.h"
#include "authority/authority.h"
#include "platform/http/server.h"
#include "platform/metrics/metrics.h"

namespace kreislauf::app {

class MailDelivery;
class OutboxSender;

struct PortalOptions {
  std::string domain = "localhost";  ///< towns answer at NAME.<domain>, the portal of the region at <domain>
  /// How visitors reach it, for every link that is written: the name and the port are never taken from a request, whose
  /// Host a stranger writes. Empty: https without port where a trusted proxy says that it speaks TLS, else http.
  std::string scheme = {};
  unsigned short port = 0;  ///< 0: the port this program listens on
  unsigned requests_per_second = 50;
  unsigned burst = 300;
  bool demo = false;
  bool metrics_apart = false;          ///< /metrics has a listener of its own (app/metrics_listener.h)
  OutboxSender* outbox = nullptr;      ///< looks into the outbox after each form that was sent
  MailDelivery const* mail = nullptr;  ///< whose mailbox the demonstration shows
};

/// From this machine itself: no proxy has passed it on.
bool is_on_this_machine(http::Request const& request);

/// The way of a request: authority from the Host, route from the one table, limits, context, handler, and one place for
/// errors.
class Portal final : public http::Application {
 public:
  Portal(PortalOptions options, authority::House& house, Modules& modules);

  http::Plan plan(http::Request const& request) override;
  http::Response respond(http::Request const& request, http::Plan const& plan) override;
  http::Response refuse(http::Request const* request, unsigned status) override;

  std::vector<authority::Route> const& routes() const { return router_.all(); }
  metrics::Registry const& meters() const { return meters_; }
  /// The port is known only when the server listens.
  void listens_at(unsigned short port);
  Instant started() const { return started_; }
  authority::House& house() { return house_; }
  Modules& modules() { return modules_; }
  OutboxSender* outbox() const { return options_.outbox; }
  bool shows_metrics_apart() const { return options_.metrics_apart; }

 private:
  /// What the Host names: the region, an authority, or nothing we know.
  struct Target {
    bool known = false;
    authority::Authority const* authority = nullptr;
  };
  /// What is known of a request before its route is looked at.
  struct Arrival {
    std::shared_ptr<authority::Directory const> directory;
    Target target;
    i18n::Language language;
    std::string_view path;  ///< without language
  };
  std::vector<authority::Route> all_routes();
  Target target_of(http::Request const& request, authority::Directory const& directory) const;
  Arrival arrival_of(http::Request const& request) const;
  std::string address_of(http::Request const& request, Target const& target) const;
  authority::Visit visit_for(http::Request const& request, Arrival const& arrival) const;
  http::Response answer(http::Request const& request, http::Plan const& plan);
  http::Response call(authority::Route const& route, http::Request const& request, Arrival const& arrival,
                      authority::Visit visit);
  http::Response call_program(authority::Route const& route, http::Request const& request, Arrival const& arrival,
                              authority::Visit visit);
  http::Response call_staff(authority::Route const& route, http::Request const& request, Arrival const& arrival,
                            authority::Visit visit);
  std::optional<http::Response> refusal_of(authority::Route const& route, http::Request const& request);
  http::Response error(http::Request const& request, unsigned status, std::string_view detail = {});

  PortalOptions options_;
  std::string port_;  ///< of the addresses we write: `:8080`, or nothing
  authority::House& house_;
  Modules& modules_;
  limits::Limit const requests_;
  Router router_;
  metrics::Registry meters_;
  std::vector<metrics::RouteMeter*> meter_of_;
  Instant started_;
};

}  // namespace kreislauf::app
