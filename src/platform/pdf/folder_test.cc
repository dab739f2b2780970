#include "platform/pdf/folder.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace fs = std::filesystem;
using kreislauf::pdf::Folder;

TEST_CASE(
    "templates, fonts and the worker lie in a folder that is gone with its owner; what a killed program left goes, "
    "too") {
  char where[] = "/tmp/kreislauf-folder-test-XXXXXX";
  REQUIRE(::mkdtemp(where) != nullptr);
  ::setenv("TMPDIR", where, 1);
  fs::create_directories(fs::path{where} / "kreislauf-pdf-killed" / "more");
  fs::create_directories(fs::path{where} / "of-others");
  {
    Folder const one;
    for (auto const* file :
         {"letter.typ", "receipt.typ", "form.typ", "worker.py", "NotoSans-Regular.ttf", "letters.txt"})
      CHECK_MESSAGE(fs::file_size(fs::path{one.path()} / file) > 0, file);
    CHECK_FALSE(fs::exists(fs::path{where} / "kreislauf-pdf-killed"));
    Folder const other;  // of a second program: it takes nothing away from the first
    CHECK(fs::exists(fs::path{one.path()} / "worker.py"));
    CHECK(one.path() != other.path());
  }
  CHECK(fs::exists(fs::path{where} / "of-others"));
  fs::remove(fs::path{where} / "of-others");
  CHECK(fs::is_empty(where));
  ::unsetenv("TMPDIR");
  fs::remove_all(where);
}
