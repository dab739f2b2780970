#include "app/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "authority/master_keys.h"
#include "base/errors.h"

namespace kreislauf::app {

namespace {

constexpr std::string_view usual_name = "kreislauf.keys";

std::string value_of(char const* variable) {
  auto const* value = std::getenv(variable);
  return value == nullptr ? std::string{} : std::string{value};
}

bool is_there(std::string const& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

[[noreturn]] void cannot_write(std::string const& path) {
  throw StoreDenied{fmt::format("The key file {} cannot be written: {}.", path, std::strerror(errno))};
}

/// The whole text on the disk under a name beside the right one.
std::string written_beside(std::string const& path, std::string const& text) {
  auto const beside = fmt::format("{}.new.{}", path, ::getpid());
  int const file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) cannot_write(path);
  bool const fine = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) and ::fsync(file) == 0;
  ::close(file);
  if (not fine) {
    ::unlink(beside.c_str());
    cannot_write(path);
  }
  return beside;
}

/// A new name in a folder is there after a power cut only when the folder was synced.
void sync_folder(std::string const& path) {
  auto const folder = std::filesystem::path{path}.parent_path().string();
  int const open = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (open < 0) return;
  ::fsync(open);
  ::close(open);
}

[[noreturn]] void missing(std::string const& path, std::map<int, std::string> const& known) {
  if (known.empty())
    throw StoreDenied{fmt::format("The key file {} is missing. `kreislauf keys new {}` makes one.", path, path)};
  throw StoreDenied{
      fmt::format("The key file {} is missing. The data were written with key {}, whose fingerprint is {}. Name it "
                  "with --key-file or KREISLAUF_KEY_FILE, or put it back; only if it is lost for good, `kreislauf keys "
                  "lost` goes on without it.",
                  path, known.rbegin()->first, known.rbegin()->second)};
}

/// Were these the keys the data were written with?
void compare(std::string const& path, crypto::MasterKeys const& keys, std::map<int, std::string> const& known) {
  for (auto const& [number, fingerprint] : known) {
    auto const key = keys.find(number);
    if (key != keys.end() and crypto::fingerprint(key->second) == fingerprint) continue;
    throw StoreDenied{fmt::format(
        "Key {} of the file {} {}: the data were written with the one whose fingerprint is {}. Name "
        "the right file with --key-file or KREISLAUF_KEY_FILE, or put it back; only if it is lost for good, "
        "`kreislauf keys lost` goes on without it.",
        number, path, key == keys.end() ? "is missing" : "is another one", fingerprint)};
  }
}

}  // namespace

std::string key_file_of(StoreChoice const& choice) {
  if (not choice.key_file.empty()) return choice.key_file;
  if (auto named = value_of("KREISLAUF_KEY_FILE"); not named.empty()) return named;
  if (auto const folder = value_of("CREDENTIALS_DIRECTORY"); not folder.empty()) {
    auto credential = fmt::format("{}/{}", folder, usual_name);
    if (is_there(credential)) return credential;
  }
  return choice.store.empty() ? fmt::format("{}/{}", choice.data, usual_name) : std::string{};
}

crypto::MasterKeys read_key_file(std::string const& path) {
  struct ::stat about {};
  if (::stat(path.c_str(), &about) != 0)
    throw StoreDenied{fmt::format("The key file {} cannot be read: {}.", path, std::strerror(errno))};
  if ((about.st_mode & S_IRWXO) != 0)
    throw StoreDenied{fmt::format("Everybody on this machine may read the key file {}: chmod 600 it.", path)};
  std::ifstream in{path};
  if (not in.is_open()) throw StoreDenied{fmt::format("This account may not read the key file {}.", path)};
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  auto keys = crypto::read_keys(text);
  if (not keys) throw StoreDenied{fmt::format("The key file {} cannot be used: {}.", path, keys.error())};
  return *std::move(keys);
}

void write_key_file(std::string const& path, crypto::MasterKeys const& keys) {
  replace_private_file(path, crypto::written_keys(keys));
}

void replace_private_file(std::string const& path, std::string const& text) {
  auto const beside = written_beside(path, text);
  if (::rename(beside.c_str(), path.c_str()) != 0) cannot_write(path);
  sync_folder(path);
}

bool make_key_file(std::string const& path, crypto::MasterKeys const& keys) {
  auto const beside = written_beside(path, crypto::written_keys(keys));
  int const code = ::link(beside.c_str(), path.c_str());
  int const reason = errno;
  ::unlink(beside.c_str());
  errno = reason;
  if (code != 0 and reason != EEXIST) cannot_write(path);
  sync_folder(path);
  return code == 0;
}

void check_keys(StoreChoice const& choice, std::map<int, std::string> const& known) {
  auto const path = key_file_of(choice);
  if (not is_there(path)) missing(path, known);
  compare(path, read_key_file(path), known);
}

void take_keys(StoreChoice const& choice, authority::House& house, crypto::Keyring& ring) {
  auto const path = key_file_of(choice);
  if (path.empty()) return;  // who needs a key is told
  std::map<int, std::string> known;
  house.store.commons().read([&](db::Connection& connection) { known = authority::load_master_keys(connection); });
  bool const may_make = known.empty() and choice.store.empty();
  if (may_make and not is_there(path)) {
    std::string key(32, '\0');
    house.random.fill(reinterpret_cast<unsigned char*>(key.data()), key.size());
    make_key_file(path, {{1, key}});
  }
  if (not is_there(path)) missing(path, known);
  auto keys = read_key_file(path);
  compare(path, keys, known);
  // An older one that is not known any more was just taken out of use.
  auto const last = known.empty() ? 0 : known.rbegin()->first;
  if (keys.rbegin()->first > last) {
    house.store.commons().write([&](db::Connection& connection) {
      for (auto key = keys.upper_bound(last); key != keys.end(); ++key)
        authority::save_master_key(connection, key->first, crypto::fingerprint(key->second),
                                   iso_utc(house.clock.now()));
    });
  }
  ring.take(std::move(keys));
}

}  // namespace kreislauf::app
