#include "app/cli.h"

#include <doctest/doctest.h>

#include <fstream>

#include "app/commands/command.h"
#include "tests/support/store.h"

using namespace kreislauf;

namespace {

int run(std::vector<std::string> words) {
  words.insert(words.begin(), "kreislauf");
  std::vector<char*> all;
  for (auto& word : words) all.push_back(word.data());
  return app::run(static_cast<int>(all.size()), all.data());
}

constexpr int rejected = static_cast<int>(app::Exit::rejected), usage = static_cast<int>(app::Exit::usage);

}  // namespace

TEST_CASE("arguments by place end where the next one begins; those of a module come before the town") {
  test::TemporaryFolder const folder;
  auto const data = folder.path() + "/data", file = folder.path() + "/offices.toml";
  std::ofstream{file} << "\n";
  CHECK(run({"import", "appointments", file, "gescher", "--data", data}) == rejected);  // there is no such town, yet
  CHECK(run({"staff", "add", "gescher", "erika", "Erika Mustermann", "--role", "clerk", "--office", "*", "--data",
             data}) == rejected);
  CHECK(run({"seed", "day", "gescher", "--days", "3", "--data", data}) == rejected);
  CHECK(run({"verify", "appointments", "gescher", "--data", data}) == rejected);
}

TEST_CASE("wrong use is told before the store is opened") {
  test::TemporaryFolder const folder;
  auto const data = folder.path() + "/data";
  CHECK(run({"seed", "day", "gescher", "--days", "viele", "--data", data}) == usage);
  CHECK(run({"seed", "day", "gescher", "--days", "9999", "--data", data}) == usage);
  CHECK(run({"import", "appointments", "--data", data}) == usage);
  CHECK(run({"verify", "--data", data}) == usage);
  CHECK_FALSE(std::filesystem::exists(data));
}

TEST_CASE("what needs no store opens none") {
  CHECK(run({"check", "service", "services/gibt-es-nicht", "--json"}) == rejected);
  CHECK(run({"version"}) == 0);
}
