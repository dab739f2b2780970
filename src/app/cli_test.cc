#include "app/cli.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <thread>

#include "app/commands/command.h"
#include "tests/support/source.h"
#include "tests/support/store.h"

using namespace kreislauf;

namespace {

int run(std::vector<std::string> words) {
  words.insert(words.begin(), "kreislauf");
  std::vector<char*> all;
  for (auto& word : words) all.push_back(word.data());
  return app::run(static_cast<int>(all.size()), all.data());
}

/// What a command says to who has called it wrongly.
struct Said {
  int code = 0;
  std::string sentence;
};
Said said(std::vector<std::string> words) {
  test::TemporaryFolder const folder;
  auto const file = folder.path() + "/said";
  std::fflush(stderr);
  int const before = ::dup(STDERR_FILENO);
  int const into = ::open(file.c_str(), O_CREAT | O_WRONLY, 0600);
  ::dup2(into, STDERR_FILENO);
  ::close(into);
  auto const code = run(std::move(words));
  std::fflush(stderr);
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  std::ifstream in{file};
  return {code, {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}}};
}

constexpr int rejected = static_cast<int>(app::Exit::rejected), usage = static_cast<int>(app::Exit::usage);

}  // namespace

TEST_CASE("arguments by place end where the next one begins; the town is the first of them") {
  test::TemporaryFolder const folder;
  auto const data = folder.path() + "/data", file = folder.path() + "/offices.toml";
  std::ofstream{file} << "\n";
  CHECK(run({"import", "appointments", "gescher", file, "--data", data}) == rejected);  // there is no such town, yet
  CHECK(run({"import", "appointments", file, "gescher", "--data", data}) == rejected);
  CHECK(run({"staff", "add", "gescher", "erika", "Erika Mustermann", "--role", "clerk", "--office", "*", "--data",
             data}) == rejected);
  CHECK(run({"seed", "day", "gescher", "--days", "3", "--data", data}) == rejected);
  CHECK(run({"verify", "appointments", "gescher", "--data", data}) == rejected);
}

TEST_CASE("the list of towns says what is lacking until it has been told, and pictures need their licence") {
  test::TemporaryFolder const folder;
  auto const data = folder.path() + "/data";
  auto const file = [&](std::string const& name, std::string_view content) {
    std::ofstream{folder.path() + "/" + name} << content;
    return folder.path() + "/" + name;
  };
  auto const with_data = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data});
    return run(std::move(words));
  };
  REQUIRE(with_data({"import", "authorities", file("a.csv", "key,name\n05554016,Gescher\n")}) == 0);
  CHECK(with_data({"check", "towns"}) == rejected);
  CHECK(with_data({"check", "towns", "gibt-es-nicht"}) == rejected);
  CHECK(with_data({"check", "towns", "gescher", "--lacking", "telephone"}) == rejected);
  CHECK(with_data({"check", "towns", "--lacking", "unsinn"}) == rejected);
  REQUIRE(with_data({"import", "authorities", file("b.csv", "key,name,phone\n05554016,Gescher,02542 60-0\n")}) == 0);
  CHECK(with_data({"check", "towns", "gescher", "--lacking", "telephone"}) == 0);

  auto const arms = file("wappen.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  CHECK(with_data({"check", "towns", "--lacking", "arms"}) == rejected);
  CHECK(with_data({"import", "picture", "gescher", arms}) == rejected);  // whose work?
  CHECK(with_data({"import", "picture", "gescher", file("x.txt", "nichts"), "--credit", "Stadt"}) == rejected);
  CHECK(with_data({"import", "picture", "gescher", arms, "--of", "buero", "--credit", "Stadt"}) == rejected);
  CHECK(with_data({"import", "picture", "gescher", arms, "--credit", "Stadt Gescher"}) == 0);
  CHECK(with_data({"check", "towns", "--lacking", "arms"}) == 0);
}

TEST_CASE("imports of plans take the town first, and the other way round as they once did; hours go by a word only") {
  test::TemporaryFolder const folder;
  auto const data = folder.path() + "/data";
  auto const file = [&](std::string const& name, std::string_view content) {
    std::ofstream{folder.path() + "/" + name} << "\xEF\xBB\xBF" << content;  // editors put a byte order mark in front
    return folder.path() + "/" + name;
  };
  auto const with_data = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data});
    return run(std::move(words));
  };
  REQUIRE(with_data({"import", "authorities", file("towns.csv", "key;name\r\n05554016;Gescher\r\n")}) == 0);
  REQUIRE(with_data({"import", "offices", file("offices.csv", "authority;id;name\r\ngescher;bb;B\xC3\xBCro\r\n")}) ==
          0);
  std::string const plan =
      "[[office]]\nid = \"bb\"\nrules = \"\"\"\nMo 08:00-12:00 alle 10 Minuten\n\"\"\"\ndesks = [{ name = \"Schalter "
      "1\" }]\n";
  auto const plans = file("plans.toml", plan);
  CHECK(with_data({"import", "appointments", "gescher", plans}) == 0);
  CHECK(with_data({"import", "appointments", plans, "gescher"}) == 0);

  constexpr std::string_view open =
      R"([{"provider":{"id":"5","name":"Büro"},"availability":{"1":{"type":"appointment","weekday":{"monday":1},
          "startTime":"8:00","endTime":"12:00","workstationCount":{"intern":1,"public":1}}}}])";
  CHECK(with_data({"import", "zms", "gescher", "--availability", file("open.json", open)}) == 0);
  auto const closed = file("closed.json", R"([{"provider":{"id":"5","name":"Büro"},"availability":[]},
                                              {"provider":{"id":"6","name":"Anderes Büro"},"availability":[]}])");
  auto const broken = file("broken.json", R"([{"provider":{"id":"5","name":"Büro"},"availability":null}])");
  CHECK(with_data({"import", "zms", "gescher", "--availability", broken, "--take-away"}) == rejected);
  CHECK(with_data({"import", "zms", "gescher", "--availability", closed}) == rejected);
  CHECK(with_data({"import", "zms", "gescher", "--availability", closed, "--take-away"}) == 0);
}

TEST_CASE("cases of a service or a town that nobody knows are not migrated: it is said, and nothing counts as done") {
  test::TemporaryFolder const folder;
  auto const data = folder.path() + "/data", towns = folder.path() + "/towns.csv";
  std::ofstream{towns} << "key,name\n05554016,Gescher\n";
  REQUIRE(run({"import", "authorities", towns, "--data", data}) == 0);
  REQUIRE(run({"import", "service", (test::source_folder() / "services/sondernutzung").string(), "--data", data}) == 0);
  CHECK(said({"cases", "migrate", "sondernutzung", "gescher", "--data", data}).code == 0);
  auto const service = said({"cases", "migrate", "sondernutzun", "gescher", "--data", data});
  CHECK(service.code == rejected);
  CHECK(service.sentence.find("there is no service \"sondernutzun\"; its name is that of its folder") !=
        std::string::npos);
  auto const town = said({"cases", "migrate", "sondernutzung", "geschr", "--data", data});
  CHECK(town.code == rejected);
  CHECK(town.sentence.find("geschr") != std::string::npos);
}

TEST_CASE("two first imports at once both come to their end") {
  test::TemporaryFolder const folder;
  auto const data = folder.path() + "/data", file = folder.path() + "/towns.csv";
  {
    std::ofstream towns{file};
    towns << "key,name\n";
    for (int i = 0; i < 20; ++i) towns << 10'000'000 + i << ",Ort" << i << "\n";
  }
  auto codes = std::array{-1, -1};
  auto const import = [&](int& code) { code = run({"import", "authorities", file, "--data", data}); };
  std::thread one{import, std::ref(codes[0])}, other{import, std::ref(codes[1])};
  one.join();
  other.join();
  CHECK(codes == std::array{0, 0});
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
