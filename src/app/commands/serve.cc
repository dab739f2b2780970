#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <thread>

#include "app/commands/command.h"
#include "app/housekeeping.h"
#include "app/metrics_listener.h"
#include "app/outbox_sender.h"
#include "app/portal.h"
#include "app/scheduler.h"
#include "app/sealing_child.h"
#include "app/watch.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/jobs/workers.h"
#include "platform/pdf/pool.h"

namespace kreislauf::app {

namespace {

struct Options {
  StoreChoice store;
  http::ServerOptions server{.threads = std::max(2u, std::thread::hardware_concurrency())};
  PortalOptions portal;
  MailOptions mail;
  pdf::PoolOptions documents;
  std::string public_url;
  std::string scanner;          ///< where clamd listens, or `none`
  std::string metrics_address;  ///< `127.0.0.1:9100`; empty: /metrics at the portal, for this machine
  bool without_limits = false;
  std::string demo_at;  ///< the demonstration begins at this moment
  int demo_pace = 1;
  std::string seal_key;  ///< the ledgers are signed by a child of this program; empty: by a service of its own
};

std::unique_ptr<Clock> clock_for(Options const& options) {
  if (options.demo_at.empty()) return std::make_unique<SystemClock>();
  return std::make_unique<SampleClock>(*parse_legal(options.demo_at), options.demo_pace);
}

/// `[::1]` as `::1`.
std::string unbracketed(std::string address) {
  if (address.starts_with('[') and address.ends_with(']')) return address.substr(1, address.size() - 2);
  return address;
}

/// One line that grows, on a terminal; a line at the end, in a file.
void show_progress(std::size_t done, std::size_t of) {
  auto const terminal = ::isatty(STDERR_FILENO) == 1;
  if (terminal) fmt::print(stderr, "\rPreparing the databases of the authorities: {} of {}", done, of);
  if (done == of) fmt::print(stderr, "{}Databases of {} authorities are ready.\n", terminal ? "\n" : "", of);
}

/// Told once, so that nobody runs without a scanner and does not know.
void take_scanner(std::string const& scanner, blobs::Door& door) {
  if (scanner.empty()) return;
  if (scanner == "none") {
    log::error("no_scanner", "uploads are taken without anybody looking for viruses (--scanner none)");
    return door.use(scan::nobody_looks());
  }
  door.use(scan::clamd(*scan::clamd_at(scanner)));
  if (auto const problem = door.scanner().problem(); not problem.empty())
    log::error("scanner_unavailable", problem + "; no upload is taken until it answers");
}

void prepare(Program& program, Options const& options) {
  program.open(options.store);
  program.house().store.claim();
  if (program.house().keyring.empty())
    throw StoreDenied{
        "A store on a server needs a key file of its own: `kreislauf keys new FILE` makes one, --key-file or "
        "KREISLAUF_KEY_FILE names it. All servers of this store have the same."};
  program.prepare(show_progress);
  if (not options.portal.demo) return;
  // A demonstration that rested for a week goes on; one whose clock was set does as a real town would.
  if (options.demo_at.empty()) confirm_days(program.house());
  for (auto const& module : program.modules().all()) {
    if (module.demo) module.demo(program.house());
  }
}

void print_addresses(Options const& options, unsigned short port, Program& program) {
  auto const& domain = options.portal.domain;
  auto const scheme = options.portal.scheme.empty() ? std::string{"http"} : options.portal.scheme;
  auto const directory = program.authorities().directory();
  fmt::print("\nKreislauf serves {} local authorities and {} services.\n\n", directory->all().size(),
             program.modules().catalog().snapshot()->all().size());
  fmt::print("  Find a town    http://{}:{}\n", domain, port);
  auto const* town = directory->by_slug("gescher");
  if (town == nullptr and not directory->all().empty()) town = &directory->all().front();
  if (town != nullptr) fmt::print("  A town         http://{}.{}:{}\n", town->slug, domain, port);
  fmt::print(
      "  For programs   http://{}:{}/api/openapi.json\n  Health         http://{}:{}/health\n\nStop with Ctrl+C.\n",
      domain, port, domain, port);
  if (directory->all().empty()) fmt::print("\nThere are no authorities yet: kreislauf import authorities FILE\n");
  std::fflush(stdout);
}

/// Ends the server when the system or Ctrl+C asks for it.
class StopOnSignal {
 public:
  explicit StopOnSignal(http::Server& server) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    thread_ = std::thread{[this, &server] {
      int signal = 0;
      sigwait(&signals_, &signal);
      server.stop();
    }};
  }
  ~StopOnSignal() {
    ::pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  static void block() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
  }

 private:
  sigset_t signals_;
  std::thread thread_;
};

/// Reads again what others have changed. One counter tells for the commons, one for each town that was visited. Open
/// pages of an authority are told when another program has written; what is written here is published by who writes it.
class Refresher {
 public:
  Refresher(Program& program, http::Server& server, OutboxSender& outbox)
      : program_{program},
        server_{server},
        outbox_{outbox},
        version_{program.house().store.commons().version()},
        loop_{std::chrono::seconds{1}, [this] { look(); }},
        news_{std::chrono::milliseconds{200}, [this] { hear(); }} {}

 private:
  void look() {
    try {
      if (auto const now = program_.house().store.commons().version(); now != version_) {
        program_.reload();
        take_keys();
        version_ = now;
        log::info("commons_reloaded");
      }
      program_.authorities().refresh_towns();
      program_.house().limits.share(program_.house().store.servers());
      tell_open_pages();
    } catch (StoreError const& reason) {
      log::error("refresh_failed", reason.what());  // what is in memory is served on
    }
  }

  /// What is in memory goes on where the file cannot be read just now.
  void take_keys() {
    try {
      program_.take_keys();
    } catch (StoreError const& reason) {
      log::error("keys_not_read", reason.what());
    }
  }

  /// Other servers at the same store tell at once what they have changed.
  void hear() {
    for (auto const& topic : program_.house().store.told_by_others()) {
      server_.publish(topic);
      outbox_.wake(AuthorityKey{topic.substr(0, topic.find('/'))});
    }
  }

  void tell_open_pages() {
    std::map<std::string, std::int64_t> versions;
    for (auto const& topic : server_.stream_topics()) {
      auto const key = topic.substr(0, topic.find('/'));
      if (versions.contains(key)) continue;
      auto const now = program_.house().store.authority(AuthorityKey{key}).foreign_version();
      auto const before = told_.find(key);
      versions[key] = before == told_.end() ? now : std::max(now, before->second);
      if (before != told_.end() and now > before->second) server_.publish(key + "/*");
    }
    told_ = std::move(versions);
  }

  Program& program_;
  http::Server& server_;
  OutboxSender& outbox_;
  std::int64_t version_;
  std::map<std::string, std::int64_t> told_;  ///< foreign versions of the authorities that open pages look at
  jobs::Repeating loop_, news_;
};

std::vector<std::string> sealing_arguments(Options const& options) {
  std::vector<std::string> arguments{"--seal-key", options.seal_key};
  if (options.store.store.empty())
    arguments.insert(arguments.end(), {"--data", options.store.data});
  else
    arguments.insert(arguments.end(), {"--store", options.store.store});
  return arguments;
}

/// Without the package everything else runs; who starts the program is told.
void begin_documents(Program& program, pdf::PoolOptions options) {
  options.packages = pdf::packages_folder(options.packages);
  auto pool = std::make_unique<pdf::Pool>(std::move(options), program.house().languages);
  if (auto const reason = pool->why_not(); not reason.empty()) fmt::print(stderr, "{}\n", reason);
  program.documents().begin(std::move(pool));
}

void serve(Options const& options) {
  StopOnSignal::block();
  auto const clock = clock_for(options);
  Program program{*clock};
  if (options.without_limits) program.house().limits.switch_off();
  prepare(program, options);
  begin_documents(program, options.documents);
  take_scanner(options.scanner, program.modules().blobs().door());
  auto const& modules = program.modules().all();
  MailDelivery mail{options.mail, *clock};
  OutboxSender outbox{program.house(), modules, mail};
  auto with = options.portal;
  with.mail = &mail;
  with.outbox = &outbox;
  with.metrics_apart = not options.metrics_address.empty();
  Portal portal{with, program.house(), program.modules()};
  http::Server server{options.server, portal};
  portal.listens_at(server.port());
  program.live().listen([&](std::string const& topic) {
    server.publish(topic);
    program.house().store.tell_others(topic);
  });
  std::optional<MetricsListener> figures;
  if (auto const at = options.metrics_address.rfind(':'); with.metrics_apart)
    figures.emplace(portal, unbracketed(options.metrics_address.substr(0, at)),
                    static_cast<unsigned short>(std::stoul(options.metrics_address.substr(at + 1))));
  Watch const watch{program.house().limits};
  Scheduler const scheduler{program.house(), modules};
  Refresher const refresher{program, server, outbox};
  std::optional<SealingChild> sealing;
  if (not options.seal_key.empty()) sealing.emplace(sealing_arguments(options));
  StopOnSignal const stop{server};
  print_addresses(options, server.port(), program);
  server.run();
}

void add_demo_options(CLI::App& command, Options& options) {
  command.add_flag("--demo", options.portal.demo,
                   "load the sample district (Kreis Borken) and say on every page that it is a sample");
  auto const problem = [](std::string const& value) {
    return parse_legal(value) ? std::string{} : std::string{"write it as 2026-11-23T09:30"};
  };
  constexpr auto help =
      "with --demo: the clock starts at this moment, as 2026-11-23T09:30, so that an office is at work on a Sunday, "
      "too";
  command.add_option("--demo-at", options.demo_at, help)->needs("--demo")->check(problem);
  command.add_option("--demo-pace", options.demo_pace, "with --demo-at: the clock runs so many times as fast")
      ->needs("--demo-at")
      ->check(CLI::Range(1, 600));
}

void add_network_options(CLI::App& command, Options& options) {
  auto const with_default = [&](char const* name, auto& value, char const* help) {
    command.add_option(name, value, help)->capture_default_str();
  };
  with_default("--port", options.server.port, "port to listen on");
  with_default("--address", options.server.addresses, "addresses to listen on; 0.0.0.0 for all of this machine");
  with_default("--domain", options.portal.domain, "towns answer at NAME.DOMAIN");
  with_default("--threads", options.server.threads, "threads for the network");
  with_default("--workers", options.server.workers, "threads for work that waits for the disk");
  with_default("--rate-limit", options.portal.requests_per_second,
               "requests a second for one client address, 0 for no limit");
  with_default("--streams-of-client", options.server.most_streams_of_client, "open live pages of one client address");
  with_default("--connections-of-client", options.server.most_connections_of_client,
               "open connections of one client address, 0 for any number");
  command.add_flag("--without-limits", options.without_limits,
                   "nobody is limited in what he holds, books, writes or guesses: for measurements, never in public");
  command.add_option("--trusted-proxy", options.server.trusted_proxies,
                     "addresses of proxies whose X-Forwarded-For and -Proto are believed");
  command.add_option("--public-url", options.public_url,
                     "how visitors reach the portal, as https://kreis.example: for links in pages and mails");
}

void add_seal_option(CLI::App& command, Options& options) {
  command.add_option("--seal-key", options.seal_key,
                     "file with the key of the ledgers, made when it is not there: `kreislauf seal` runs as a child of "
                     "this program. Where the portal must not read it, run that as a service of its own");
}

void add_metrics_option(CLI::App& command, Options& options) {
  auto const problem = [](std::string const& value) {
    auto const colon = value.rfind(':');
    auto const port = colon == std::string::npos ? std::string{} : value.substr(colon + 1);
    bool const fine = not port.empty() and port.size() <= 5 and
                      port.find_first_not_of("0123456789") == std::string::npos and std::stoul(port) <= 65535 and
                      client_of(unbracketed(value.substr(0, colon)));
    return fine ? std::string{} : std::string{"write it as 127.0.0.1:9100"};
  };
  command
      .add_option(
          "--metrics-address", options.metrics_address,
          "/metrics and all of /health at an address of their own, as 127.0.0.1:9100, and no longer at the portal")
      ->check(problem);
}

void add_document_options(CLI::App& command, Options& options) {
  command.add_option("--pdf-packages", options.documents.packages,
                     "folder of the Python package typst, which makes PDF documents; otherwise ../pdf beside this "
                     "program, or /usr/local/lib/kreislauf/pdf");
  command
      .add_option("--pdf-processes", options.documents.processes,
                  "so many PDF documents are made at a time, each by a process of some 70 MB, started when needed")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
}

void add_scanner_option(CLI::App& command, Options& options) {
  auto const problem = [](std::string const& value) {
    auto const place = scan::clamd_at(value);
    return value == "none" or place ? std::string{} : place.error();
  };
  command
      .add_option(
          "--scanner", options.scanner,
          "clamd that looks at uploads, /run/clamav/clamd.ctl or 127.0.0.1:3310. Without it no upload is taken; "
          "`none` takes them without anybody looking")
      ->check(problem);
}

void add_mail_options(CLI::App& command, Options& options) {
  command.add_option("--smtp", options.mail.server.url,
                     "mail server, smtp://HOST:PORT or smtps://HOST; without it mails wait in the outbox");
  command.add_option("--smtp-user", options.mail.server.user,
                     "account at the mail server; its password stands in KREISLAUF_SMTP_PASSWORD");
  auto const problem = [](std::string const& value) {
    auto const address = mail::address_to_send(value);
    return address ? std::string{} : address.error();
  };
  constexpr auto help = "sender of all mails; otherwise the e-mail address of the office";
  command.add_option("--mail-from", options.mail.mail_from, help)->check(problem);
}

/// `https://kreis.example:8443`: scheme, domain and port of every link.
void take_public_url(Options& options) {
  if (options.public_url.empty()) return;
  auto const slashes = options.public_url.find("://");
  auto const scheme = options.public_url.substr(0, slashes);
  auto host = slashes == std::string::npos ? std::string{} : options.public_url.substr(slashes + 3);
  if (host.ends_with('/')) host.pop_back();
  auto const colon = host.find(':');
  auto const port = colon == std::string::npos ? std::string{} : host.substr(colon + 1);
  bool const plain = port.size() <= 5 and port.find_first_not_of("0123456789") == std::string::npos and
                     not host.ends_with(':') and host.find('/') == std::string::npos;
  auto const number = port.empty() ? (scheme == "https" ? 443UL : 80UL) : plain ? std::stoul(port) : 0UL;
  bool const known = (scheme == "http" or scheme == "https") and not host.empty() and colon != 0 and plain and
                     number >= 1 and number <= 65535;
  if (not known) throw CLI::ValidationError{"--public-url", "write it as https://kreis.example"};
  options.portal.scheme = scheme;
  options.portal.domain = host.substr(0, colon);
  options.portal.port = static_cast<unsigned short>(number);
}

/// Proxies as inet_ntop writes them: that is what is compared.
void take_proxies(Options& options) {
  for (auto& proxy : options.server.trusted_proxies) {
    auto const client = client_of(proxy);
    if (not client) throw CLI::ValidationError{"--trusted-proxy", "write the address of the proxy, as 127.0.0.1"};
    proxy = client->address;
  }
}

/// From the credential `kreislauf.smtp` of systemd, or the environment, which other programs of this account can read.
std::string smtp_password() {
  if (auto const* folder = std::getenv("CREDENTIALS_DIRECTORY")) {
    std::ifstream in{std::string{folder} + "/kreislauf.smtp"};
    std::string line;
    if (in and std::getline(in, line)) return line;
  }
  auto const* set = std::getenv("KREISLAUF_SMTP_PASSWORD");
  return set == nullptr ? std::string{} : std::string{set};
}

/// What the command line cannot check by itself.
void complete(Options& options) {
  take_public_url(options);
  take_proxies(options);
  if (options.without_limits) options.server.most_connections_of_client = 0;
  options.mail.server.password = smtp_password();
  options.mail.sample = options.portal.demo;
  if (options.mail.server.url.empty()) return;
  auto const problem = mail::problem_with(options.mail.server);
  if (not problem.empty()) throw CLI::ValidationError{"--smtp", problem};
}

}  // namespace

void add_serve(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("serve", "Start the portal");
  auto options = std::make_shared<Options>();
  add_store_options(*command, options->store);
  add_network_options(*command, *options);
  add_demo_options(*command, *options);
  add_metrics_option(*command, *options);
  add_seal_option(*command, *options);
  add_mail_options(*command, *options);
  add_document_options(*command, *options);
  add_scanner_option(*command, *options);
  command->callback([=, &code] {
    complete(*options);
    try {
      serve(*options);
    } catch (StoreError const&) {
      throw;
    } catch (std::runtime_error const& reason) {
      fmt::print(stderr, "{}\n", reason.what());
      code = static_cast<int>(Exit::port);
    }
  });
}

}  // namespace kreislauf::app
