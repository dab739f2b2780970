#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <thread>

#include "app/commands/command.h"
#include "app/commands/serve_options.h"
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
#include "platform/ocr/reader_process.h"
#include "platform/pdf/pool.h"

namespace kreislauf::app {

namespace {

std::unique_ptr<Clock> clock_for(ServeOptions const& options) {
  if (options.demo_at.empty()) return std::make_unique<SystemClock>();
  return std::make_unique<SampleClock>(*parse_legal(options.demo_at), options.demo_pace);
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

/// Before anything is served: what is wrong in the file ends the start.
void take_logins(std::string const& file, logins::Logins& logins) {
  if (file.empty()) return;
  auto settings = logins::settings_in(file);
  logins.use(std::move(settings.providers), calls::network());
  logins.passwords().use(std::move(settings.directories), ldap::network());
}

void prepare(Program& program, ServeOptions const& options) {
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

void print_addresses(ServeOptions const& options, unsigned short port, Program& program) {
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
      program_.look();
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

std::vector<std::string> sealing_arguments(ServeOptions const& options) {
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

/// The same of scans: what was scanned waits until there is a reader.
void tell_of_reader() {
  if (auto const reason = ocr::ReaderProcess{}.why_not(); not reason.empty()) fmt::print(stderr, "{}\n", reason);
}

/// For tests alone: a push service and receivers on this machine.
void reach_local_peers(Modules& modules) {
  modules.notifications().peers = calls::Peers::local_too;
  modules.programs().peers = calls::Peers::local_too;
}

void serve(ServeOptions const& options) {
  StopOnSignal::block();
  auto const clock = clock_for(options);
  Program program{*clock};
  if (options.without_limits) program.house().limits.switch_off();
  // Before the demonstration is filled: it issues notices.
  begin_documents(program, options.documents);
  prepare(program, options);
  tell_of_reader();
  take_logins(options.logins, program.modules().logins());
  take_scanner(options.scanner, program.modules().blobs().door());
  if (options.local_peers) reach_local_peers(program.modules());
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

}  // namespace

void add_serve(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("serve", "Start the portal");
  auto options = std::make_shared<ServeOptions>();
  add_store_options(*command, options->store);
  add_serve_options(*command, *options);
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
