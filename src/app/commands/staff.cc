#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "administration/identity/identity.h"
#include "app/commands/command.h"
#include "authority/authority.h"
#include "base/errors.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::app {

namespace {

constexpr std::string_view actor = "operator";

struct Options {
  StoreChoice store;
  std::string town, login, name;
  std::vector<std::string> roles, offices;
};

/// The authority's database, opened for one command.
struct Place {
  explicit Place(Options const& options) : store{open_store(options.store, clock)}, authorities{*store} {
    auto const directory = authorities.directory();
    auto const* found = directory->by_slug(options.town) != nullptr ? directory->by_slug(options.town)
                                                                    : directory->by_key(options.town);
    if (found == nullptr) throw NotFound{};
    key = found->key;
    authority::migrate_all(*store, authority_migrations(), clock, [](std::size_t, std::size_t) {});
    town = authorities.town(key);
  }
  db::Database& database() { return store->authority(key); }

  SystemClock clock;
  crypto::SystemRandom random;
  std::unique_ptr<db::Store> store;
  authority::Authorities authorities;
  AuthorityKey key;
  std::shared_ptr<authority::Town const> town;
};

void reject(int& code, std::string const& sentence) {
  fmt::print(stderr, "{}\n", sentence);
  code = static_cast<int>(Exit::rejected);
}

/// Runs a command on the database of its town.
void with_place(Options const& options, int& code, std::function<void(Place&)> const& work) {
  try {
    Place place{options};
    work(place);
  } catch (NotFound const&) {
    reject(code, fmt::format("there is no authority \"{}\"", options.town));
  }
}

/// Each role in each office; accounts are a matter of the whole authority.
Result<std::vector<authority::Assignment>> assignments(Options const& options, authority::Town const& town) {
  std::vector<authority::Assignment> all;
  for (auto const& name : options.roles) {
    authority::Role role{};
    if (not authority::parse_role(name, role) or role == authority::Role::kiosk)
      return failure(fmt::format("there is no role \"{}\"; there are reception, clerk, head, administrator", name));
    if (role == authority::Role::administrator) {
      all.push_back({role, "*"});
      continue;
    }
    if (options.offices.empty()) return failure("say where: --office ID or --office '*'");
    for (auto const& office : options.offices) {
      if (office != "*" and town.office(office) == nullptr)
        return failure(fmt::format("there is no office \"{}\"", office));
      all.push_back({role, office});
    }
  }
  return all;
}

void add(Options const& options, int& code) {
  with_place(options, code, [&](Place& place) {
    auto const roles = assignments(options, *place.town);
    if (not roles) return reject(code, roles.error());
    Result<identity::Created> created = failure("");
    place.database().write([&](db::Connection& connection) {
      created = identity::add_account(connection, place.clock, place.random,
                                      {.login = options.login, .name = options.name, .roles = *roles}, actor);
    });
    if (not created) return reject(code, created.error());
    fmt::print("{} may sign in for seven days with this one-time password; it is not shown again:\n\n  {}\n",
               options.login, created->one_time_password);
  });
}

std::string roles_text(identity::Account const& account) {
  std::string out;
  for (auto const& one : account.roles)
    out += (out.empty() ? "" : " ") + std::string{authority::name_of(one.role)} + "@" + one.office;
  return out;
}

void list(Options const& options, int& code) {
  with_place(options, code, [&](Place& place) {
    std::vector<identity::Account> all;
    place.database().read([&](db::Connection& connection) { all = identity::accounts(connection); });
    boost::json::array json;
    for (auto const& one : all) {
      if (options.store.json)
        json.push_back({{"id", one.id},
                        {"login", one.login},
                        {"name", one.name},
                        {"roles", roles_text(one)},
                        {"active", one.active},
                        {"sample", one.sample}});
      else
        fmt::print("{:>4}  {:<20} {:<30} {:<8} {}{}\n", one.id, one.login, one.name, one.active ? "active" : "off",
                   roles_text(one), one.sample ? " (sample)" : "");
    }
    if (options.store.json) fmt::print("{}\n", boost::json::serialize(json));
  });
}

void with_account(Options const& options, int& code,
                  std::function<void(Place&, db::Connection&, identity::Account const&)> const& work) {
  with_place(options, code, [&](Place& place) {
    bool found = true;
    place.database().write([&](db::Connection& connection) {
      auto const account = identity::account_by_login(connection, options.login);
      found = account.has_value();
      if (found) work(place, connection, *account);
    });
    if (not found) reject(code, fmt::format("there is no account \"{}\"", options.login));
  });
}

}  // namespace

void add_staff(CLI::App& program, int& code) {
  auto* staff = program.add_subcommand("staff", "Accounts of those who work at an authority");
  staff->require_subcommand(1);
  auto const command = [&](std::string const& name, std::string const& help, bool login) {
    auto options = std::make_shared<Options>();
    auto* one = staff->add_subcommand(name, help);
    add_store_options(*one, options->store);
    one->add_option("TOWN", options->town, "key or name in addresses, like gescher")->required();
    if (login) one->add_option("LOGIN", options->login, "name to sign in with")->required();
    return std::pair{one, options};
  };
  auto [adding, new_one] = command("add", "Add an account; prints its one-time password once", true);
  adding->add_option("NAME", new_one->name, "first and last name")->required();
  adding->add_option("--role", new_one->roles, "reception, clerk, head or administrator")->required();
  adding->add_option("--office", new_one->offices, "id of an office, or * for all");
  adding->callback([options = new_one, &code] { add(*options, code); });

  auto [listing, all] = command("list", "List the accounts", false);
  listing->callback([options = all, &code] { list(*options, code); });

  auto [resetting, whose] = command("reset", "Give a new one-time password and forget the second factor", true);
  resetting->callback([options = whose, &code] {
    with_account(*options, code, [](Place& place, db::Connection& connection, identity::Account const& account) {
      fmt::print("{}\n", identity::reset_access(connection, place.clock, place.random, account, true, actor));
    });
  });
  for (bool const active : {false, true}) {
    auto [switching, one] = active
                                ? command("unlock", "Switch an account on and lift a lock after failed attempts", true)
                                : command("lock", "Switch an account off and end its sessions", true);
    switching->callback([options = one, active, &code] {
      with_account(*options, code,
                   [active](Place& place, db::Connection& connection, identity::Account const& account) {
                     identity::set_active(connection, place.clock, account, active, actor);
                   });
    });
  }
}

}  // namespace kreislauf::app
