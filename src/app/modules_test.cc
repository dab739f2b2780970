#include "app/modules.h"

#include <doctest/doctest.h>

#include <set>

#include "base/embedded.h"
#include "tests/support/portal.h"

// What holds for every module, also for one that is written tomorrow.
using namespace kreislauf;

TEST_CASE_FIXTURE(test::TestPortal, "every schema in the source belongs to a listed module") {
  std::set<std::string> folders;
  for (auto const& module : modules.all()) folders.insert("src/" + std::string{module.folder});
  for (auto const& file : embedded_files()) {
    auto const schema = file.path.find("/schema/");
    if (not file.path.starts_with("src/") or schema == std::string_view::npos) continue;
    CAPTURE(file.path);
    bool const infrastructure = file.path.starts_with("src/platform/");
    CHECK((infrastructure or folders.contains(std::string{file.path.substr(0, schema)})));
  }
}

TEST_CASE_FIXTURE(test::TestPortal,
                  "rows of a module of staff ask for a right that a module lists, and every page has a summary") {
  std::set<std::string_view> rights;
  for (auto const& module : modules.all()) {
    for (auto const& right : module.rights) rights.insert(right.name);
  }
  for (auto const& route : portal->routes()) {
    CAPTURE(route.pattern);
    CHECK_FALSE(route.summary.empty());
    bool const by_right = route.door == authority::Door::staff or route.door == authority::Door::program;
    CHECK((route.right == nullptr) == not by_right);
    if (route.right != nullptr) CHECK(rights.contains(route.right->name));
    bool const names_office = route.pattern.find("{amt}") != std::string_view::npos;
    if (names_office and route.right != nullptr) CHECK(route.right->scope == authority::Scope::office);
    if (route.method == http::Method::post) CHECK(route.body_limit > 0);
  }
}

TEST_CASE_FIXTURE(test::TestPortal, "names of events, jobs and rights begin with their module or its subject") {
  for (auto const& module : modules.all()) {
    for (auto const& job : module.jobs) {
      CAPTURE(job.name);
      CHECK(job.name.starts_with(std::string{module.name} + "."));
    }
    for (auto const& word : module.event_words) {
      CAPTURE(word.kind);
      CHECK(word.kind.find('.') != std::string_view::npos);
      CHECK_FALSE(word.german.empty());
    }
  }
}
