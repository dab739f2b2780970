#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/errors.h"
#include "platform/db/postgres.h"

/// Where tests put their stores: folders, or with KREISLAUF_TEST_POSTGRES=postgresql://... databases of that server.
namespace kreislauf::test {

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

/// Fills an empty place, by the ways of the product; what it opens there it closes.
using Fill = std::function<void(std::string const& location)>;

/// The databases of this process on the server of the tests.
class TestServer {
 public:
  /// Null where the tests use folders.
  static TestServer* used() {
    static auto const* const address = std::getenv("KREISLAUF_TEST_POSTGRES");
    if (address == nullptr or *address == '\0') return nullptr;
    static TestServer server{address};
    return &server;
  }

  std::string location_of(std::string const& database) const { return address_ + "/" + database; }

  std::string make_empty() {
    auto name = "kreislauf_test_" + std::to_string(::getpid()) + "_" + std::to_string(++number_);
    tell("CREATE DATABASE " + name + " STRATEGY FILE_COPY");
    return name;
  }
  void remove(std::string const& database) { tell("DROP DATABASE " + database + " WITH (FORCE)"); }

  /// A copy of what `fill` has made. Roles are called after the database they were made in, so the copy bears that
  /// name and the original steps aside; a second copy beside the first has an original of its own.
  std::string lend(std::string const& content, Fill const& fill) {
    auto& all = originals_[content];
    auto original = std::find_if(all.begin(), all.end(), [](auto const& one) { return not one.lent; });
    if (original == all.end()) {
      auto const name = make_empty();
      fill(location_of(name));
      tell("ALTER DATABASE " + name + " RENAME TO " + name + "_original");
      original = all.insert(all.end(), {.name = name});
    }
    tell("CREATE DATABASE " + original->name + " TEMPLATE " + original->name + "_original STRATEGY FILE_COPY");
    original->lent = true;
    return original->name;
  }
  void take_back(std::string const& content, std::string const& database) {
    remove(database);
    for (auto& one : originals_[content]) one.lent = one.lent and one.name != database;
  }

  ~TestServer() {
    try {
      for (auto const& [content, all] : originals_) {
        for (auto const& one : all) remove(one.name + "_original");
      }
    } catch (StoreError const&) {  // a server that has ended took them along
    }
  }
  TestServer(TestServer const&) = delete;
  TestServer& operator=(TestServer const&) = delete;

 private:
  struct Original {
    std::string name;
    bool lent = false;
  };

  explicit TestServer(std::string address) : address_{std::move(address)} {}

  void tell(std::string const& what) {
    if (not session_ or session_->broken()) {
      session_ = db::open_postgres(location_of("postgres"));
      session_->be_patient();
    }
    session_->script(what);
  }

  std::string address_;
  int number_ = 0;
  std::unique_ptr<db::PostgresConnection> session_;
  std::map<std::string, std::vector<Original>> originals_;
};

/// A place for a store. The test command runs the same tests on both engines.
class TestPlace {
 public:
  /// An empty one.
  TestPlace() {
    if (server_ != nullptr) database_ = server_->make_empty();
  }
  /// One with this content, which is made once in a process and copied for each test: a new authority takes PostgreSQL
  /// a quarter of a second, and all of them come about in the same way.
  TestPlace(std::string content, Fill const& fill) : content_{std::move(content)} {
    if (server_ != nullptr)
      database_ = server_->lend(content_, fill);
    else
      copy_folder(fill);
  }
  ~TestPlace() {
    if (database_.empty()) return;
    if (content_.empty())
      server_->remove(database_);
    else
      server_->take_back(content_, database_);
  }
  std::string location() const { return database_.empty() ? folder_.path() : server_->location_of(database_); }
  bool is_postgres() const { return not database_.empty(); }

 private:
  void copy_folder(Fill const& fill) const {
    static std::map<std::string, std::unique_ptr<TemporaryFolder>> originals;
    auto& original = originals[content_];
    if (not original) {
      auto made = std::make_unique<TemporaryFolder>();
      fill(made->path());
      original = std::move(made);
    }
    namespace fs = std::filesystem;
    fs::copy(original->path(), folder_.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }

  TestServer* server_ = TestServer::used();
  TemporaryFolder folder_;
  std::string content_, database_;
};

}  // namespace kreislauf::test
