#include "administration/delivery/exchange/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "administration/delivery/acts/submitting.h"
#include "administration/delivery/rules/submission.h"
#include "administration/delivery/store/store.h"
#include "base/csv.h"
#include "base/text.h"

namespace kreislauf::delivery {

namespace {

using authority::CommandRun;

/// By key or by the name in addresses.
authority::Authority const* named(authority::Directory const& directory, std::string_view name) {
  auto const* found = directory.by_key(name);
  return found != nullptr ? found : directory.by_slug(name);
}

std::string unknown(authority::Directory const& directory, std::string_view name) {
  std::vector<std::string> slugs;
  for (auto const& one : directory.all()) slugs.push_back(one.slug);
  auto const near = text::did_you_mean(text::slug(name), slugs);
  return fmt::format("there is no authority \"{}\"{}", name, near ? fmt::format("; did you mean {}?", *near) : "");
}

/// Over the network only encrypted; a proxy on this machine may speak without.
bool is_address(std::string_view url) {
  constexpr auto here = std::to_array<std::string_view>({"http://127.0.0.1", "http://localhost", "http://[::1]"});
  auto const plain = std::any_of(here.begin(), here.end(), [&](auto const& one) {
    return url.starts_with(one) and (url.size() == one.size() or url[one.size()] == ':' or url[one.size()] == '/');
  });
  return (plain or url.starts_with("https://")) and url.find_first_of(" \t\r\n?#@") == std::string_view::npos;
}

std::string without_slash(std::string_view text) {
  while (text.size() > 1 and text.ends_with('/')) text.remove_suffix(1);
  return std::string{text};
}

/// What is wrong with a line; empty: nothing.
std::string fault_of(csv::Table const& table, Destination const& d) {
  if (d.kind == "none") return {};
  if (d.kind == by_folder) {
    std::error_code ignored;
    std::filesystem::path const path{d.place};
    if (not path.is_absolute() or path.lexically_normal() != path)
      return "place must be an absolute path without . and ..";
    if (not std::filesystem::is_directory(path, ignored))
      return fmt::format("there is no folder {}; make it first, for the account of this program", d.place);
    return {};
  }
  if (d.kind != by_fit_connect)
    return fmt::format("\"{}\" is no kind; write folder, fit-connect or none", table.cell("kind"));
  if (not is_address(d.place) or not is_address(d.token_url))
    return "place and token_url must begin with https:// (http:// on this machine alone)";
  if (not is_uuid(d.destination)) return "destination must be the id of the destination (a UUID)";
  if (d.client.empty() or table.cell("secret_file").empty()) return "client and secret_file must not be empty";
  if (d.form_schema.find("://") == std::string::npos)
    return "schema must be the address of the schema that the destination takes";
  return {};
}

Destination read_line(csv::Table const& table) {
  Destination d{.service = std::string{table.cell("service")},
                .kind = std::string{table.cell("kind")},
                .place = without_slash(table.cell("place"))};
  if (d.kind != by_fit_connect) return d;
  d.token_url = table.cell("token_url");
  d.client = table.cell("client");
  d.destination = text::folded(table.cell("destination"));
  d.form_schema = table.cell("schema");
  return d;
}

struct Line {
  Destination destination;
  std::string secret = {};
};

/// The same line again changes nothing; what was set to `none` ends, and what is on its way there still goes.
void save(authority::House& house, authority::Authority const& authority, Line line, ImportReport& report) {
  crypto::Keys const keys{house.keyring, authority.key.value()};
  auto& d = line.destination;
  house.store.authority(authority.key).write([&](db::Connection& connection) {
    auto const old = store::of_service(connection, d.service);
    if (d.kind == "none") {
      if (not old or not old->ended_at.empty()) return void(++report.unchanged);
      auto ended = *old;
      ended.ended_at = iso_utc(house.clock.now());
      store::save(connection, ended);
      return void(++report.changed);
    }
    bool const same =
        old and old->ended_at.empty() and
        std::tie(old->slug, old->kind, old->place, old->token_url, old->client, old->destination, old->form_schema) ==
            std::tie(d.slug, d.kind, d.place, d.token_url, d.client, d.destination, d.form_schema) and
        opened_secret(keys, *old) == line.secret;
    if (same) return void(++report.unchanged);
    d.secret = sealed_secret(keys, d, line.secret, house.random);
    if (old) {
      d.id = old->id;
      store::save(connection, d);
      return void(++report.changed);
    }
    store::add(connection, d);
    ++report.added;
  });
}

int run_import(Deliveries& deliveries, CommandRun const& run) {
  auto const csv = authority::read_file(run.arguments.text("FILE"));
  run.house.migrate_towns();
  catalog::import_embedded(run.house.store, run.house.clock);
  deliveries.catalog.reload();
  auto const on_rejection =
      run.arguments.flag("--all-or-nothing") ? OnRejection::roll_back : OnRejection::keep_good_lines;
  return authority::print_report(
      import_destinations(run.house, *deliveries.catalog.snapshot(), csv, on_rejection,
                          [](std::string const& path) { return authority::read_file(path); }),
      "destinations", run.json);
}

}  // namespace

ImportReport import_destinations(authority::House& house, catalog::Snapshot const& services, std::string_view csv,
                                 OnRejection on_rejection, std::function<std::string(std::string const&)> const& read) {
  ImportReport report;
  csv::Table table{csv, report, {"authority", "service", "kind", "place"}};
  house.authorities.reload();
  auto const directory = house.authorities.directory();
  std::vector<std::pair<authority::Authority const*, Line>> lines;
  while (table.next()) {
    auto const* authority = named(*directory, table.cell("authority"));
    Line line{read_line(table)};
    auto const* service = services.by_key(line.destination.service);
    if (authority == nullptr)
      table.reject(unknown(*directory, table.cell("authority")));
    else if (service == nullptr)
      table.reject(fmt::format("there is no service \"{}\"", line.destination.service));
    else if (auto fault = fault_of(table, line.destination); not fault.empty())
      table.reject(std::move(fault));
    else {
      line.destination.slug = service->slug;
      if (line.destination.kind == by_fit_connect)
        line.secret = text::trimmed(read(std::string{table.cell("secret_file")}));
      if (line.destination.kind == by_fit_connect and line.secret.empty())
        table.reject("the file of the secret is empty");
      else
        lines.emplace_back(authority, std::move(line));
    }
  }
  report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back;
  if (report.rolled_back) return report;
  for (auto& [authority, line] : lines) save(house, *authority, std::move(line), report);
  return report;
}

std::vector<authority::Command> commands(std::shared_ptr<Deliveries> const& deliveries) {
  using Kind = authority::Argument::Kind;
  return {
      {.group = "import",
       .name = "destinations",
       .help = "Where sent applications of a service go: drop folders and delivery services (CSV)",
       .arguments = {{.name = "FILE", .help = "file to read", .required = true},
                     {.name = "--all-or-nothing", .help = "store nothing when a line is rejected", .kind = Kind::flag}},
       .run = [deliveries](CommandRun const& run) { return run_import(*deliveries, run); }}};
}

}  // namespace kreislauf::delivery
