#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <thread>

#include "app/commands/command.h"
#include "app/key_file.h"
#include "authority/master_keys.h"
#include "base/errors.h"

// The master keys of an installation: made, changed, taken out of use.
namespace kreislauf::app {

namespace {

using crypto::MasterKeys;

std::string new_key() {
  std::string key(32, '\0');
  crypto::SystemRandom{}.fill(reinterpret_cast<unsigned char*>(key.data()), key.size());
  return key;
}

int make_new(std::string const& path) {
  if (not make_key_file(path, {{1, new_key()}})) {
    fmt::print(stderr, "{} is there already; nothing was changed.\n", path);
    return static_cast<int>(Exit::rejected);
  }
  fmt::print("{} is made. Keep a copy of it in another place than the copies of the data.\n", path);
  return 0;
}

std::string file_for(StoreChoice const& choice) {
  auto path = key_file_of(choice);
  if (path.empty()) throw StoreDenied{"Name the key file with --key-file or KREISLAUF_KEY_FILE."};
  return path;
}

/// Every module seals anew what it keeps; an authority that cannot be opened is named, the others go on.
int renew(Program& program) {
  auto& house = program.house();
  int failed = 0;
  std::size_t done = 0;
  for (auto const& authority : house.authorities.directory()->all()) {
    try {
      authority::TownVisit visit{house, authority, house.store.authority(authority.key)};
      for (auto const& module : program.modules().all()) {
        if (module.under_keys.renew) module.under_keys.renew(visit);
      }
      ++done;
    } catch (StoreError const& reason) {
      ++failed;
      fmt::print(stderr, "{}: {}\n", authority.key.value(), reason.what());
    }
    house.store.rest(authority.key);
  }
  fmt::print("{} authorities are sealed with key {}.\n", done, house.keyring.newest());
  return failed == 0 ? 0 : static_cast<int>(Exit::store);
}

void open(Program& program, StoreChoice const& choice) {
  program.open(choice);
  program.house().migrate_towns();
}

int rotate(StoreChoice const& choice, int pause) {
  SystemClock const clock;
  Program program{clock};
  open(program, choice);
  auto const path = file_for(choice);
  auto keys = read_key_file(path);
  auto const next = keys.rbegin()->first + 1;
  keys.emplace(next, new_key());
  write_key_file(path, keys);
  program.take_keys();  // tells running servers, too: they look into the file again
  fmt::print("Key {} is in {}.\n", next, path);
  if (pause == 0) {
    fmt::print("Give it to every server, start them again, then: kreislauf keys renew\n");
    return 0;
  }
  std::this_thread::sleep_for(std::chrono::seconds{pause});
  return renew(program);
}

std::int64_t needed(Program& program, int number) {
  std::int64_t count = 0;
  auto& house = program.house();
  for (auto const& authority : house.authorities.directory()->all()) {
    authority::TownVisit visit{house, authority, house.store.authority(authority.key)};
    for (auto const& module : program.modules().all()) {
      if (module.under_keys.needs) count += module.under_keys.needs(visit, number);
    }
    house.store.rest(authority.key);
  }
  return count;
}

int drop(StoreChoice const& choice, int number, bool all_the_same) {
  SystemClock const clock;
  Program program{clock};
  open(program, choice);
  auto const path = file_for(choice);
  auto keys = read_key_file(path);
  if (not keys.contains(number) or number == keys.rbegin()->first) {
    fmt::print(stderr, "Key {} {}.\n", number,
               keys.contains(number) ? "is the one in use: rotate first" : "is not there");
    return static_cast<int>(Exit::rejected);
  }
  auto const count = needed(program, number);
  if (count > 0 and not all_the_same) {
    fmt::print(stderr,
               "{} links or secrets still need key {}. `kreislauf keys renew` seals secrets anew; links end with their "
               "appointments. --all-the-same ends them now.\n",
               count, number);
    return static_cast<int>(Exit::rejected);
  }
  keys.erase(number);
  // First the list of what is needed, then the file: whoever starts in between finds one key more than it needs.
  program.house().store.commons().write(
      [&](db::Connection& connection) { authority::drop_master_key(connection, number); });
  write_key_file(path, keys);
  program.take_keys();
  fmt::print(
      "Key {} is out of use. Copies of the data from before need the key file of then: keep it as long as "
      "you keep them, apart from them.\n",
      number);
  return count > 0 ? renew(program) : 0;
}

/// Goes on with new keys: what the lost ones protected is set up anew.
int lost(StoreChoice const& choice) {
  SystemClock const clock;
  Program program{clock};
  program.open_without_keys(choice);
  auto const path = file_for(choice);
  std::map<int, std::string> known;
  auto& commons = program.house().store.commons();
  commons.read([&](db::Connection& connection) { known = authority::load_master_keys(connection); });
  auto const next = known.empty() ? 1 : known.rbegin()->first + 1;
  if (not make_key_file(path, {{next, new_key()}})) {
    fmt::print(stderr, "{} is there. Move it away first: what it protects is given up by this.\n", path);
    return static_cast<int>(Exit::rejected);
  }
  commons.write([&](db::Connection& connection) {
    for (auto const& [number, fingerprint] : known) authority::drop_master_key(connection, number);
  });
  program.take_keys();
  program.house().migrate_towns();
  fmt::print(
      "Links in mails are dead now. Staff sign in with their password and connect their app anew; devices stay "
      "connected. Documents that were sealed with the lost key cannot be read until it is found: add its line to {} "
      "then, and call `kreislauf keys renew`.\n",
      path);
  return renew(program);
}

int show(StoreChoice const& choice) {
  auto const path = file_for(choice);
  auto const keys = read_key_file(path);
  fmt::print("{}\n", path);
  for (auto const& [number, key] : keys)
    fmt::print("  key {}  fingerprint {}{}\n", number, crypto::fingerprint(key),
               number == keys.rbegin()->first ? "  in use" : "");
  return 0;
}

struct Given {
  StoreChoice store;
  std::string file;
  int number = 0, pause = 3;
  bool all_the_same = false;
};

/// A command of the group with the options of the store.
template <class Work>
CLI::App& add(CLI::App& group, char const* name, char const* help, std::shared_ptr<Given> const& given, int& code,
              Work work) {
  auto* command = group.add_subcommand(name, help);
  add_store_options(*command, given->store);
  command->callback([given, work, &code] { code = work(*given); });
  return *command;
}

}  // namespace

void add_keys(CLI::App& program, int& code) {
  auto* group = program.add_subcommand("keys", "The key file: make, show, change, take keys out of use");
  group->require_subcommand(1);
  auto const given = std::make_shared<Given>();
  auto* fresh = group->add_subcommand("new", "Make a key file");
  fresh->add_option("FILE", given->file)->required();
  fresh->callback([given, &code] { code = make_new(given->file); });
  add(*group, "show", "Numbers and fingerprints, never a key", given, code, [](Given& g) { return show(g.store); });
  add(*group, "rotate", "Add a key and seal everything anew with it, while servers run", given, code,
      [](Given& g) { return rotate(g.store, g.pause); })
      .add_option("--pause", given->pause,
                  "seconds until running servers have read the file again; 0 only adds the key, for servers that have "
                  "the file from elsewhere")
      ->capture_default_str()
      ->check(CLI::Range(0, 600));
  add(*group, "renew", "Seal everything anew with the newest key", given, code, [](Given& g) {
    SystemClock const clock;
    Program house{clock};
    open(house, g.store);
    return renew(house);
  });
  auto& out = add(*group, "drop", "Take an old key out of use", given, code,
                  [](Given& g) { return drop(g.store, g.number, g.all_the_same); });
  out.add_option("NUMBER", given->number)->required();
  out.add_flag("--all-the-same", given->all_the_same, "also when links still need it: they are dead then");
  add(*group, "lost", "The key file is lost: go on with a new one", given, code,
      [](Given& g) { return lost(g.store); });
}

}  // namespace kreislauf::app
