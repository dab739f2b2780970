#include "administration/identity/commands.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/identity/identity.h"

namespace kreislauf::identity {

namespace {

using authority::Argument, authority::Assignment, authority::CommandRun, authority::Role;

constexpr std::string_view actor = "operator";

/// One role in each office; accounts are a matter of the whole authority.
Result<std::vector<Assignment>> assignments_of(std::string const& name, std::vector<std::string> const& offices,
                                               authority::Town const& town) {
  Role role{};
  if (not authority::parse_role(name, role) or role == Role::kiosk) {
    return failure(fmt::format("there is no role \"{}\"; there are reception, clerk, head, administrator", name));
  }
  if (role == Role::administrator) return std::vector<Assignment>{{role, "*"}};
  if (offices.empty()) return failure("say where: --office ID or --office '*'");
  std::vector<Assignment> all;
  for (auto const& office : offices) {
    bool const known = office == "*" or town.office(office) != nullptr;
    if (not known) return failure(fmt::format("there is no office \"{}\"", office));
    all.push_back({role, office});
  }
  return all;
}

int add(CommandRun const& run) {
  auto const visit = run.visit();
  auto const town = visit.town();
  NewAccount wanted{.login = run.arguments.text("LOGIN"),
                    .name = run.arguments.text("NAME"),
                    .roles = {},
                    .by_directory = run.arguments.flag("--by-directory")};
  for (auto const& name : run.arguments.list("--role")) {
    auto const roles = assignments_of(name, run.arguments.list("--office"), *town);
    if (not roles) return authority::refuse(roles.error());
    wanted.roles.insert(wanted.roles.end(), roles->begin(), roles->end());
  }
  auto const password = wanted.by_directory ? OneTimePassword{} : make_one_time_password(run.house.random);
  Result<std::int64_t> added = failure("");
  acts::perform(visit.db, run.house.clock, actor,
                [&](acts::Transaction& tx) { added = add_account(tx, wanted, password); });
  if (not added) return authority::refuse(added.error());
  if (wanted.by_directory) {
    fmt::print("{} may sign in with the password of the directory and connects an app within seven days.\n",
               wanted.login);
    return authority::exit_fine;
  }
  fmt::print("{} may sign in for seven days with this one-time password; it is not shown again:\n\n  {}\n",
             wanted.login, password.shown);
  return authority::exit_fine;
}

std::string roles_text(Account const& account) {
  std::string out;
  for (auto const& one : account.roles) {
    out += (out.empty() ? "" : " ") + std::string{authority::name_of(one.role)} + "@" + one.office;
    for (std::size_t i = 0; i < one.services.size(); ++i) out += (i == 0 ? "/" : ",") + one.services[i];
  }
  return out;
}

void print_as_json(std::vector<Account> const& all) {
  boost::json::array json;
  for (auto const& one : all) {
    json.push_back({{"id", one.id},
                    {"login", one.login},
                    {"name", one.name},
                    {"roles", roles_text(one)},
                    {"active", one.active},
                    {"by_directory", one.by_directory},
                    {"sample", one.sample}});
  }
  fmt::print("{}\n", boost::json::serialize(json));
}

int list(CommandRun const& run) {
  std::vector<Account> all;
  run.visit().db.read([&](db::Connection& connection) { all = accounts(connection); });
  if (run.json) {
    print_as_json(all);
    return authority::exit_fine;
  }
  for (auto const& one : all) {
    fmt::print("{:>4}  {:<20} {:<30} {:<8} {}{}\n", one.id, one.login, one.name, one.active ? "active" : "off",
               roles_text(one), one.sample ? " (sample)" : "");
  }
  return authority::exit_fine;
}

/// Does something with the account that was named, and says so when there is none.
int with_account(CommandRun const& run, FunctionRef<void(acts::Transaction&, Account const&)> work) {
  auto const login = run.arguments.text("LOGIN");
  bool found = false;
  acts::perform(run.visit().db, run.house.clock, actor, [&](acts::Transaction& tx) {
    auto const account = account_by_login(tx.db, login);
    found = account.has_value();
    if (found) work(tx, *account);
  });
  return found ? authority::exit_fine : authority::refuse(fmt::format("there is no account \"{}\"", login));
}

int reset(CommandRun const& run) {
  auto const password = make_one_time_password(run.house.random);
  auto const code = with_account(
      run, [&](acts::Transaction& tx, Account const& account) { reset_access(tx, account, password, true); });
  if (code == authority::exit_fine) fmt::print("{}\n", password.shown);
  return code;
}

int lock(CommandRun const& run) {
  return with_account(run, [](acts::Transaction& tx, Account const& account) { set_active(tx, account, false); });
}

int unlock_account(CommandRun const& run) {
  return with_account(run, [](acts::Transaction& tx, Account const& account) { set_active(tx, account, true); });
}

}  // namespace

std::vector<authority::Command> commands() {
  Argument const town{.name = "TOWN", .help = {}};
  Argument const login{.name = "LOGIN", .help = "name to sign in with", .required = true};
  Argument const name{.name = "NAME", .help = "first and last name", .required = true};
  Argument const role{.name = "--role",
                      .help = "reception, clerk, head or administrator",
                      .kind = Argument::Kind::list,
                      .required = true};
  Argument const office{.name = "--office", .help = "id of an office, or * for all", .kind = Argument::Kind::list};
  auto const command = [](std::string_view called, std::string_view help, std::vector<Argument> arguments,
                          int (*run)(CommandRun const&)) {
    return authority::Command{
        .group = "staff", .name = called, .help = help, .arguments = std::move(arguments), .of_town = true, .run = run};
  };
  Argument const by_directory{.name = "--by-directory",
                              .help = "a directory (LDAP, serve --logins) knows the password",
                              .kind = Argument::Kind::flag};
  return {
      command("add", "Add an account; prints its one-time password once",
              {town, login, name, role, office, by_directory}, add),
      command("list", "List the accounts", {town}, list),
      command("reset", "Give a new one-time password and forget the second factor", {town, login}, reset),
      command("lock", "Switch an account off and end its sessions", {town, login}, lock),
      command("unlock", "Switch an account on and lift a lock after failed attempts", {town, login}, unlock_account)};
}

}  // namespace kreislauf::identity
