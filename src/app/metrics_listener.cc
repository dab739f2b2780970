#include "app/metrics_listener.h"

#include "app/answers.h"
#include "app/operations.h"

namespace kreislauf::app {

namespace {

class Figures final : public http::Application {
 public:
  explicit Figures(Portal& portal) : portal_{portal} {}

  http::Plan plan(http::Request const&) override { return {.blocking = true}; }
  http::Response respond(http::Request const& request, http::Plan const&) override {
    bool const asks = request.method == http::Method::get or request.method == http::Method::head;
    if (asks and request.path == "/metrics") return metrics_text(portal_);
    if (asks and request.path == "/health") return health(portal_, Detail::all);
    return bare_error(404);
  }
  http::Response refuse(http::Request const*, unsigned status) override { return bare_error(status); }

 private:
  Portal& portal_;
};

}  // namespace

MetricsListener::MetricsListener(Portal& portal, std::string const& address, unsigned short port)
    : application_{std::make_unique<Figures>(portal)} {
  http::ServerOptions const options{
      .addresses = {address}, .port = port, .threads = 1, .workers = 1, .heavy_workers = 1, .most_connections = 32};
  server_ = std::make_unique<http::Server>(options, *application_);
  runs_.offer([this] { server_->run(); });
}

MetricsListener::~MetricsListener() {
  server_->stop();
  runs_.stop();
}

}  // namespace kreislauf::app
