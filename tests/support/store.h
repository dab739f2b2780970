#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "platform/crypto/keys.h"
#include "platform/db/db.h"
#include "platform/db/postgres.h"

namespace kreislauf::test {

/// The keys of all tests.
inline crypto::Keyring const& keyring() {
  static crypto::Keyring ring;
  if (ring.empty()) ring.take({{1, std::string(32, 'a')}});
  return ring;
}
/// Those of Gescher.
inline crypto::Keys keys() { return {keyring(), "05554016"}; }

/// A folder that is gone when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kreislauf-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

/// An empty place for a store: a folder, or with KREISLAUF_TEST_POSTGRES=postgresql://... a fresh database on that
/// server. The test command runs the same tests on both engines.
class TestPlace {
 public:
  TestPlace() {
    auto const* server = std::getenv("KREISLAUF_TEST_POSTGRES");
    if (server == nullptr or *server == '\0') return;
    static int number = 0;
    server_ = server;
    database_ = "kreislauf_test_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
    tell_server("CREATE DATABASE " + database_);
  }
  ~TestPlace() {
    if (database_.empty()) return;
    tell_server("DROP DATABASE " + database_ + " WITH (FORCE)");
  }
  std::string location() const { return database_.empty() ? folder_.path() : server_ + "/" + database_; }
  bool is_postgres() const { return not database_.empty(); }

 private:
  void tell_server(std::string const& what) const {
    auto const session = db::open_postgres(server_ + "/postgres");
    session->be_patient();
    session->script(what);
  }

  TemporaryFolder folder_;
  std::string server_, database_;
};

}  // namespace kreislauf::test
