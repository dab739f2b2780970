#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <thread>

#include "app/commands/command.h"
#include "app/mail_delivery.h"
#include "app/portal.h"
#include "platform/http/server.h"
#include "platform/pdf/pool.h"

namespace kreislauf::app {

/// What `kreislauf serve` is told.
struct ServeOptions {
  StoreChoice store;
  http::ServerOptions server{.threads = std::max(2u, std::thread::hardware_concurrency())};
  PortalOptions portal;
  MailOptions mail;
  pdf::PoolOptions documents;
  std::string public_url;
  std::string scanner;          ///< where clamd listens, or `none`
  std::string logins;           ///< file with the providers at which residents log in
  std::string metrics_address;  ///< `127.0.0.1:9100`; empty: /metrics at the portal, for this machine
  bool without_limits = false;
  bool local_peers = false;  ///< push services may be on this machine: tests, demonstration
  std::string demo_at;       ///< the demonstration begins at this moment
  int demo_pace = 1;
  std::string seal_key;  ///< the ledgers are signed by a child of this program; empty: by a service of its own
};

/// All but those of the store.
void add_serve_options(CLI::App& command, ServeOptions& options);

/// Fills in what follows from the others. Throws CLI::ValidationError for what the command line cannot check by itself.
void complete(ServeOptions& options);

/// `[::1]` as `::1`.
std::string unbracketed(std::string address);

}  // namespace kreislauf::app
