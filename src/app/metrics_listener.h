#pragma once

#include <memory>
#include <string>

#include "app/portal.h"
#include "platform/jobs/workers.h"

namespace kreislauf::app {

/// Figures and state for those who watch: an address of its own, which no proxy forwards to (`--metrics-address`). It
/// answers `/metrics` and `/health` and nothing else.
class MetricsListener {
 public:
  /// Throws std::runtime_error when the port is taken.
  MetricsListener(Portal& portal, std::string const& address, unsigned short port);
  ~MetricsListener();
  unsigned short port() const { return server_->port(); }

 private:
  std::unique_ptr<http::Application> application_;
  std::unique_ptr<http::Server> server_;
  jobs::Workers runs_{1, 1};
};

}  // namespace kreislauf::app
