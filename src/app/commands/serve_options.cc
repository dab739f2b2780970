#include "app/commands/serve_options.h"

#include <cstdlib>
#include <fstream>

#include "platform/scan/scan.h"

namespace kreislauf::app {

std::string unbracketed(std::string address) {
  if (address.starts_with('[') and address.ends_with(']')) return address.substr(1, address.size() - 2);
  return address;
}

namespace {

void add_demo_options(CLI::App& command, ServeOptions& options) {
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

void add_network_options(CLI::App& command, ServeOptions& options) {
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

void add_seal_option(CLI::App& command, ServeOptions& options) {
  command.add_option("--seal-key", options.seal_key,
                     "file with the key of the ledgers, made when it is not there: `kreislauf seal` runs as a child of "
                     "this program. Where the portal must not read it, run that as a service of its own");
}

void add_metrics_option(CLI::App& command, ServeOptions& options) {
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

void add_document_options(CLI::App& command, ServeOptions& options) {
  command.add_option("--pdf-packages", options.documents.packages,
                     "folder of the Python package typst, which makes PDF documents; otherwise ../pdf beside this "
                     "program, or /usr/local/lib/kreislauf/pdf");
  command
      .add_option("--pdf-processes", options.documents.processes,
                  "so many PDF documents are made at a time, each by a process of some 70 MB, started when needed")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
}

void add_scanner_option(CLI::App& command, ServeOptions& options) {
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

void add_logins_option(CLI::App& command, ServeOptions& options) {
  command.add_option(
      "--logins", options.logins,
      "file with the providers at which residents log in (BundID, Mein Unternehmenskonto) and the secrets "
      "for them, for this account alone; otherwise the credential kreislauf.logins of systemd");
}

/// The credential of systemd, where it is there and nothing else was said.
void take_logins(ServeOptions& options) {
  auto const* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (not options.logins.empty() or folder == nullptr) return;
  auto const file = std::string{folder} + "/kreislauf.logins";
  if (std::ifstream{file}) options.logins = file;
}

void add_peers_option(CLI::App& command, ServeOptions& options) {
  command.add_flag("--local-peers", options.local_peers,
                   "push services and receivers of messages may be on this machine and speak without TLS: tests and "
                   "demonstration only. Without it only public addresses are called that others have named");
}

void add_mail_options(CLI::App& command, ServeOptions& options) {
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
void take_public_url(ServeOptions& options) {
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
void take_proxies(ServeOptions& options) {
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

}  // namespace

void add_serve_options(CLI::App& command, ServeOptions& options) {
  add_network_options(command, options);
  add_demo_options(command, options);
  add_metrics_option(command, options);
  add_seal_option(command, options);
  add_mail_options(command, options);
  add_document_options(command, options);
  add_scanner_option(command, options);
  add_logins_option(command, options);
  add_peers_option(command, options);
}

void complete(ServeOptions& options) {
  take_public_url(options);
  take_proxies(options);
  take_logins(options);
  if (options.without_limits) options.server.most_connections_of_client = 0;
  options.mail.server.password = smtp_password();
  options.mail.sample = options.portal.demo;
  if (options.mail.server.url.empty()) return;
  auto const problem = mail::problem_with(options.mail.server);
  if (not problem.empty()) throw CLI::ValidationError{"--smtp", problem};
}

}  // namespace kreislauf::app
