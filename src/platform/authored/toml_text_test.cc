#include "platform/authored/toml_text.h"

#include <doctest/doctest.h>
#include <toml++/toml.h>

using namespace kreislauf::authored;

TEST_CASE("what is written as TOML is read as it was") {
  for (std::string const text :
       {"", "Straße 7", "a \"b\" \\ c", "tab\tnew\nline", "\x01\x7f", "\"\"\"", "ends with \\"}) {
    CAPTURE(text);
    auto const table = toml::parse("one = " + toml_text(text) + "\nmore = " + toml_lines(text) + "\n");
    CHECK(table["one"].value<std::string>() == text);
    CHECK(table["more"].value<std::string>() == text);
  }
  CHECK(toml_text("a\nb").find('\n') == std::string::npos);
  CHECK(toml_lines("a\nb").find("a\nb") != std::string::npos);
}
