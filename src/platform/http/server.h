#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/http/message.h"

namespace kreislauf::http {

/// What the application says about a request when only its head is known.
struct Plan {
  bool blocking = false;       ///< go to the workers, because the handler may wait
  std::size_t body_limit = 0;  ///< larger bodies are refused with 413 before they are read
  Load load = Load::read;      ///< how early it is refused with 503 when many wait for the workers
  int route = -1;              ///< for the application's own use
};

/// The side of the program that answers. Called from several threads.
class Application {
 public:
  virtual ~Application() = default;
  virtual Plan plan(Request const& request) = 0;
  virtual Response respond(Request const& request, Plan const& plan) = 0;
  /// The answer to something that is not a request that can be served: 400, 408, 413, 431, 503 ...
  virtual Response refuse(Request const* request, unsigned status) = 0;
};

struct ServerOptions {
  std::vector<std::string> addresses = {"127.0.0.1", "::1"};
  unsigned short port = 8080;
  unsigned threads = 2;
  unsigned workers = 4;
  /// For Load::heavy. Two at once compute (crypto::hash_password), the others may wait for a directory of passwords.
  unsigned heavy_workers = 8;
  std::size_t most_heavy_of_client = 8;  ///< of these at work or waiting; one network's flood leaves room for others
  std::size_t most_connections = 0;      ///< 0: nine tenths of the file descriptors
  int header_seconds = 10;               ///< from the first byte of a request to the end of its head
  int body_seconds = 10;                 ///< plus a second for each KiB
  int idle_seconds = 75;
  std::size_t most_streams = 2000;               ///< open event streams; more get 503
  std::size_t most_streams_of_client = 20;       ///< of one network (base/network.h), as everything that is counted
  std::size_t most_connections_of_client = 200;  ///< 0: any number
  /// Addresses of proxies whose X-Forwarded-For and -Proto are believed. What stands in front of several in a row is
  /// found by reading from the end.
  std::vector<std::string> trusted_proxies = {};
};

/// HTTP/1.1 over Boost.Beast: one event loop per thread, strict framing, bounded everything.
class Server {
 public:
  /// Throws std::runtime_error with what to do when the port is taken.
  Server(ServerOptions const& options, Application& application);
  ~Server();
  /// Returns after `stop` once open answers are sent.
  void run();
  void stop();
  /// Tells every open stream of this topic, or of all topics that begin with `05554016/` for `05554016/*`. From any
  /// thread; what is published again within a quarter of a second is told once.
  void publish(std::string const& topic);
  /// The topics that somebody listens to now.
  std::vector<std::string> stream_topics() const;
  unsigned short port() const;
  std::size_t connections() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kreislauf::http
