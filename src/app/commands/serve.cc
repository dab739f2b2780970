#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <map>
#include <thread>

#include "app/commands/command.h"
#include "app/demo.h"
#include "app/keeper.h"
#include "app/portal.h"
#include "app/post_office.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/jobs/workers.h"

namespace kreislauf::app {

namespace {

struct Options {
  StoreChoice store;
  http::ServerOptions server{.threads = std::max(2u, std::thread::hardware_concurrency())};
  PortalOptions portal;
  PostOptions post;
  std::string demo_at;  ///< the demonstration begins at this moment
  int demo_pace = 1;
};

std::unique_ptr<Clock> clock_for(Options const& options) {
  if (options.demo_at.empty()) return std::make_unique<SystemClock>();
  return std::make_unique<SampleClock>(*parse_legal(options.demo_at), options.demo_pace);
}

/// One line that grows, on a terminal; a line at the end, in a file.
void show_progress(std::size_t done, std::size_t of) {
  if (::isatty(STDERR_FILENO) == 1)
    fmt::print(stderr, "\rPreparing the databases of the authorities: {} of {}", done, of);
  if (done == of)
    fmt::print(stderr, "{}Databases of {} authorities are ready.\n", ::isatty(STDERR_FILENO) == 1 ? "\n" : "", of);
}

void prepare(db::Store& store, Clock const& clock, bool demo) {
  auto const packages = catalog::import_packages(store, catalog::embedded_packages(), clock);
  for (auto const& [line, reason] : packages.rejected)
    log::error("package_rejected", fmt::format("line {}: {}", line, reason));
  auto const report = authority::migrate_all(store, authority_migrations(), clock, show_progress);
  for (auto const& failure : report.failed) log::error("migration_failed", failure);
  if (demo) load_demo(store, clock);
}

void print_addresses(Options const& options, unsigned short port, authority::Directory const& directory,
                     catalog::Snapshot const& catalog) {
  auto const domain = options.portal.domain;
  fmt::print("\nKreislauf serves {} local authorities and {} services.\n\n", directory.all().size(),
             catalog.all().size());
  fmt::print("  Find a town    http://{}:{}\n", domain, port);
  auto const* town = directory.by_slug("gescher");
  if (town == nullptr and not directory.all().empty()) town = &directory.all().front();
  if (town != nullptr) fmt::print("  A town         http://{}.{}:{}\n", town->slug, domain, port);
  fmt::print(
      "  For programs   http://{}:{}/api/openapi.json\n  Health         http://{}:{}/health\n\nStop with Ctrl+C.\n",
      domain, port, domain, port);
  if (directory.all().empty()) fmt::print("\nThere are no authorities yet: kreislauf import authorities FILE\n");
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
  Refresher(db::Store& store, authority::Authorities& authorities, catalog::Catalog& catalog, http::Server& server)
      : store_{store},
        authorities_{authorities},
        catalog_{catalog},
        server_{server},
        version_{store.commons().version()},
        loop_{std::chrono::seconds{1}, [this] { look(); }} {}

 private:
  void look() {
    try {
      if (auto const now = store_.commons().version(); now != version_) {
        authorities_.reload();
        catalog_.reload();
        version_ = now;
        log::info("commons_reloaded");
      }
      authorities_.refresh_towns();
      tell_open_pages();
    } catch (StoreError const& reason) {
      log::error("refresh_failed", reason.what());  // what is in memory is served on
    }
  }

  void tell_open_pages() {
    std::map<std::string, std::int64_t> versions;
    for (auto const& topic : server_.stream_topics()) {
      auto const key = topic.substr(0, topic.find('/'));
      if (versions.contains(key)) continue;
      auto const now = store_.authority(AuthorityKey{key}).foreign_version();
      auto const before = told_.find(key);
      versions[key] = before == told_.end() ? now : std::max(now, before->second);
      if (before != told_.end() and now > before->second) server_.publish(key + "/*");
    }
    told_ = std::move(versions);
  }

  db::Store& store_;
  authority::Authorities& authorities_;
  catalog::Catalog& catalog_;
  http::Server& server_;
  std::int64_t version_;
  std::map<std::string, std::int64_t> told_;  ///< foreign versions of the authorities that open pages look at
  jobs::Repeating loop_;
};

void serve(Options const& options) {
  StopOnSignal::block();
  auto const held_clock = clock_for(options);
  auto const& clock = *held_clock;
  crypto::SystemRandom random;
  auto const store = open_store(options.store, clock);
  prepare(*store, clock, options.portal.demo);
  authority::Authorities authorities{*store};
  catalog::Catalog catalog{*store};
  if (options.portal.demo) load_demo_appointments(*store, authorities, catalog, clock, random);
  live::Hub hub;
  PostOffice post{options.post, *store, authorities, clock};
  auto with = options.portal;
  with.live = &hub;
  with.post = &post;
  Portal portal{with, *store, authorities, catalog, clock, random};
  http::Server server{options.server, portal};
  hub.listen([&](std::string const& topic) { server.publish(topic); });
  Keeper const keeper{portal.appointments(), *store, authorities, clock, random, &hub};
  Refresher const refresher{*store, authorities, catalog, server};
  StopOnSignal const stop{server};
  print_addresses(options, server.port(), *authorities.directory(), *catalog.snapshot());
  server.run();
}

}  // namespace

void add_serve(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("serve", "Start the portal");
  auto options = std::make_shared<Options>();
  add_store_options(*command, options->store);
  command->add_option("--port", options->server.port, "port to listen on")->capture_default_str();
  command->add_option("--address", options->server.addresses, "addresses to listen on; 0.0.0.0 for all of this machine")
      ->capture_default_str();
  command->add_option("--domain", options->portal.domain, "towns answer at NAME.DOMAIN")->capture_default_str();
  command->add_flag("--demo", options->portal.demo,
                    "load the sample district (Kreis Borken) and say on every page that it is a sample");
  command
      ->add_option("--demo-at", options->demo_at,
                   "with --demo: the clock starts at this moment, as 2026-11-23T09:30, so that an office is at work on "
                   "a Sunday, too")
      ->needs("--demo")
      ->check([](std::string const& value) {
        return parse_legal(value) ? std::string{} : std::string{"write it as 2026-11-23T09:30"};
      });
  command->add_option("--demo-pace", options->demo_pace, "with --demo-at: the clock runs so many times as fast")
      ->needs("--demo-at")
      ->check(CLI::Range(1, 600));
  command->add_option("--threads", options->server.threads, "threads for the network")->capture_default_str();
  command->add_option("--workers", options->server.workers, "threads for work that waits for the disk")
      ->capture_default_str();
  command
      ->add_option("--rate-limit", options->portal.requests_per_second,
                   "requests a second for one client address, 0 for no limit")
      ->capture_default_str();
  command->add_option("--trusted-proxy", options->server.trusted_proxy,
                      "address of a proxy whose X-Forwarded-For and -Proto are believed");
  command
      ->add_option("--streams-of-client", options->server.most_streams_of_client,
                   "open live pages of one client address")
      ->capture_default_str();
  command->add_option("--smtp", options->post.server.url,
                      "mail server, smtp://HOST:PORT or smtps://HOST; without it mails wait in the outbox");
  command->add_option("--smtp-user", options->post.server.user,
                      "account at the mail server; its password stands in KREISLAUF_SMTP_PASSWORD");
  command
      ->add_option("--mail-from", options->post.mail_from,
                   "sender of all mails; otherwise the e-mail address of the office")
      ->check([](std::string const& value) {
        auto const address = mail::address_to_send(value);
        return address ? std::string{} : address.error();
      });
  command->callback([=, &code] {
    if (auto const* password = std::getenv("KREISLAUF_SMTP_PASSWORD")) options->post.server.password = password;
    options->post.sample = options->portal.demo;
    if (auto const problem =
            options->post.server.url.empty() ? std::string{} : mail::problem_with(options->post.server);
        not problem.empty())
      throw CLI::ValidationError{"--smtp", problem};
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
