#include "platform/http/server.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <mutex>
#include <thread>

#include "base/clock.h"
#include "platform/http/loop.h"

namespace kreislauf::http {

namespace {

constexpr std::size_t heavy_waiting = 20;  // two at 60 ms each: who waits longer than a second is asked to come back
constexpr auto publish_window = std::chrono::milliseconds{250};

void accept_on(Loop& loop, tcp::acceptor& acceptor) {
  if (loop.shared.connections.all() >= loop.shared.most_connections) {
    loop.accepting_paused = true;
    return;
  }
  acceptor.async_accept(loop.context, [&loop, &acceptor](Error const& error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (not error)
      begin_session(loop, std::move(socket));
    else if (error == asio::error::no_descriptors)
      loop.accepting_paused = true;
    if (not loop.accepting_paused) accept_on(loop, acceptor);
  });
}

/// Connections may end while they are visited, so each is held.
std::vector<std::shared_ptr<Connection>> connections_of(Loop const& loop) {
  std::vector<std::shared_ptr<Connection>> alive;
  for (auto* connection : loop.connections) {
    if (auto held = connection->held()) alive.push_back(std::move(held));
  }
  return alive;
}

void tick(Loop& loop) {
  loop.now = std::chrono::steady_clock::now();
  loop.date = http_date(SystemClock{}.now());
  for (auto const& connection : connections_of(loop)) connection->close_if_late();
  if (loop.accepting_paused and loop.shared.connections.all() < loop.shared.most_connections) {
    loop.accepting_paused = false;
    for (auto& acceptor : loop.acceptors) accept_on(loop, acceptor);
  }
  loop.ticker.expires_after(std::chrono::seconds{1});
  loop.ticker.async_wait([&loop](Error const& error) {
    if (not error) tick(loop);
  });
}

/// SO_REUSEPORT would let a second program of this account take the same port in silence, so ask without it first.
void check_port_is_free(tcp::endpoint const& endpoint) {
  asio::io_context context;
  tcp::acceptor probe{context};
  probe.open(endpoint.protocol());
  if (endpoint.address().is_v6()) probe.set_option(asio::ip::v6_only{true});
  probe.set_option(tcp::acceptor::reuse_address{true});
  Error error;
  probe.bind(endpoint, error);
  if (not error) return;
  if (error == asio::error::address_in_use) {
    throw std::runtime_error{
        fmt::format("port {} on {} is in use by another program; stop it or choose another with --port",
                    endpoint.port(), endpoint.address().to_string())};
  }
  throw std::runtime_error{
      fmt::format("cannot listen on {} port {}: {}", endpoint.address().to_string(), endpoint.port(), error.message())};
}

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions const& options, Application& application)
      : shared_{.options = options,
                .application = application,
                .workers = {options.workers, 1024},
                .heavy = {options.heavy_workers, heavy_waiting},
                .most_connections = options.most_connections,
                .connections = Tally{options.most_connections_of_client},
                .heavy_of_client = Tally{options.most_heavy_of_client},
                .streams = {options.most_streams, options.most_streams_of_client},
                .bulletin = {}} {
    auto const descriptors = raise_descriptor_limit();
    if (shared_.most_connections == 0) shared_.most_connections = descriptors - descriptors / 10;
    auto const endpoints = usable_endpoints();
    for (unsigned i = 0; i < std::max(options.threads, 1u); ++i) {
      loops_.push_back(std::make_unique<Loop>(shared_));
      for (auto const& endpoint : endpoints) listen(*loops_.back(), endpoint);
    }
  }

  void run() {
    std::vector<std::thread> threads;
    for (auto& loop : loops_) {
      tick(*loop);
      for (auto& acceptor : loop->acceptors) accept_on(*loop, acceptor);
    }
    for (std::size_t i = 1; i < loops_.size(); ++i) threads.emplace_back([&loop = *loops_[i]] { loop.context.run(); });
    loops_[0]->context.run();
    for (auto& thread : threads) thread.join();
    shared_.workers.stop();
    shared_.heavy.stop();
  }

  void stop() {
    for (auto& loop : loops_) {
      asio::post(loop->context, [&l = *loop] {
        for (auto& acceptor : l.acceptors) acceptor.close();
        l.ticker.cancel();
        l.window.cancel();
        auto idle = connections_of(l);
        std::erase_if(idle, [](auto const& connection) { return not connection->idle(); });
        for (auto const& connection : idle) connection->close();
        // Answers in progress get two seconds.
        auto grace = std::make_shared<asio::steady_timer>(l.context, std::chrono::seconds{2});
        grace->async_wait([&l, grace](Error const&) { l.context.stop(); });
        if (idle.size() == l.connections.size()) l.context.stop();
      });
    }
  }

  void publish(std::string const& topic) {
    if (not shared_.bulletin.add(topic)) return;
    asio::post(loops_[0]->context, [this] {
      auto& window = loops_[0]->window;
      window.expires_after(publish_window);
      window.async_wait([this](Error const& error) {
        if (not error) tell_all();
      });
    });
  }

  std::vector<std::string> stream_topics() const { return shared_.streams.topics(); }
  unsigned short port() const { return port_; }
  std::size_t connections() const { return shared_.connections.all(); }

 private:
  void tell_all() {
    auto const published = std::make_shared<std::set<std::string> const>(shared_.bulletin.take());
    for (auto& loop : loops_) {
      asio::post(loop->context, [&l = *loop, published] {
        for (auto const& connection : connections_of(l)) connection->tell(*published);
      });
    }
  }

  std::vector<tcp::endpoint> usable_endpoints() {
    std::vector<tcp::endpoint> endpoints;
    for (auto const& address : shared_.options.addresses) {
      tcp::endpoint endpoint{asio::ip::make_address(address), shared_.options.port};
      try {
        if (endpoint.port() != 0) check_port_is_free(endpoint);
        endpoints.push_back(endpoint);
      } catch (std::runtime_error const&) {
        // A machine without IPv6 is fine as long as one address works.
        if (endpoints.empty() or endpoint.address().is_v4()) throw;
      }
    }
    return endpoints;
  }

  void listen(Loop& loop, tcp::endpoint endpoint) {
    if (endpoint.port() == 0) endpoint.port(port_);
    auto& acceptor = loop.acceptors.emplace_back(loop.context);
    acceptor.open(endpoint.protocol());
    if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only{true});
    acceptor.set_option(tcp::acceptor::reuse_address{true});
    acceptor.set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>{true});
    acceptor.bind(endpoint);
    acceptor.listen(4096);
    port_ = acceptor.local_endpoint().port();
  }

  Shared shared_;
  std::vector<std::unique_ptr<Loop>> loops_;
  unsigned short port_ = 0;
};

Server::Server(ServerOptions const& options, Application& application)
    : impl_{std::make_unique<Impl>(options, application)} {}
Server::~Server() = default;
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }
void Server::publish(std::string const& topic) { impl_->publish(topic); }
std::vector<std::string> Server::stream_topics() const { return impl_->stream_topics(); }
unsigned short Server::port() const { return impl_->port(); }
std::size_t Server::connections() const { return impl_->connections(); }

}  // namespace kreislauf::http
