#pragma once

#include <algorithm>
#include <boost/asio.hpp>
#include <memory>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/network.h"
#include "platform/http/load.h"
#include "platform/http/server.h"
#include "platform/http/streams.h"
#include "platform/jobs/workers.h"

/// What the files of the server share. Nobody else includes it: Asio takes seconds to compile.
namespace kreislauf::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;
using Moment = std::chrono::steady_clock::time_point;

/// What all connections of the server have in common.
struct Shared {
  ServerOptions options;
  Application& application;
  jobs::Workers workers;
  jobs::Workers heavy;  ///< for work that keeps a processor for long: it never stands in front of what is light
  std::size_t most_connections;
  Tally connections;
  Tally heavy_of_client;
  StreamDesk streams;
  Bulletin bulletin;

  bool trusts(std::string const& address) const {
    auto const& all = options.trusted_proxies;
    return std::find(all.begin(), all.end(), address) != all.end();
  }
};

/// One connection, as its loop sees it.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void close_if_late() = 0;
  /// Something was published; a stream whose topic it is passes it on.
  virtual void tell(std::set<std::string> const& published) = 0;
  virtual void close() = 0;
  virtual bool idle() const = 0;
  /// Nothing when it is ending just now.
  virtual std::shared_ptr<Connection> held() = 0;
};

/// One event loop on one thread, with its own listening sockets and connections.
struct Loop {
  explicit Loop(Shared& all) : shared{all}, context{1}, ticker{context}, window{context} {}

  Shared& shared;
  std::unordered_set<Connection*> connections;  // outlives the context, whose last handlers still hold them
  asio::io_context context;
  asio::steady_timer ticker;
  asio::steady_timer window;  // only the first loop's is used: it collects what is published
  std::vector<tcp::acceptor> acceptors;
  Moment now = std::chrono::steady_clock::now();
  std::string date;
  bool accepting_paused = false;
  Lateness lateness;
  bool measuring = false;

  /// Sends a mark through the queue of the loop, behind everything that is ready now.
  void measure() {
    if (measuring) return;
    measuring = true;
    asio::post(context, [this, sent = std::chrono::steady_clock::now()] {
      measuring = false;
      auto const arrived = std::chrono::steady_clock::now();
      lateness.note(arrived - sent, arrived);
    });
  }
};

/// Takes over a connection that was accepted, or closes it when its network has too many. session.cc
void begin_session(Loop& loop, tcp::socket socket);

}  // namespace kreislauf::http
