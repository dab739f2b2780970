#include "base/log.h"

#include <doctest/doctest.h>

#include "base/text.h"

using namespace kreislauf;

TEST_CASE("a log line is one line of JSON, whatever bytes it is given") {
  auto const line = [](std::string_view detail) {
    return log::written("2026-11-28T08:00:00Z", "info", "event", detail);
  };
  std::string const head = R"({"at":"2026-11-28T08:00:00Z","level":"info","event":"event","detail":")", tail = "\"}\n";
  CHECK(line("Bürgerbüro") == head + "Bürgerbüro" + tail);
  CHECK(line("a\nb\r\t\x7f\"\\") == head + "a b   \\\"\\\\" + tail);
  CHECK(line("\xFF\xC3z") == head + "  z" + tail);
  std::string long_text;
  for (int i = 0; i < 400; ++i) long_text += "ü";
  for (std::size_t less = 0; less < 2; ++less) {
    auto const cut = line(std::string(less, 'x') + long_text);
    CHECK(text::is_utf8(cut));
    CHECK(cut.size() <= head.size() + 500 + tail.size());
    CHECK(cut.ends_with("ü" + tail));
  }
}
