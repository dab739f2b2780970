#include "administration/notices/rules/merging.h"

#include <doctest/doctest.h>

#include "administration/notices/rules/frame.h"

using namespace kreislauf;
using notices::merged;

namespace {

constexpr auto base = "Guten Tag,\n\nwir bewilligen.\n\n- eins\n- zwei\n\nEnde";

}  // namespace

TEST_CASE("what two people have changed in different places stands together") {
  auto const both = merged(base, "Guten Tag, Frau Müller,\n\nwir bewilligen.\n\n- eins\n- zwei\n\nEnde",
                           "Guten Tag,\n\nwir bewilligen.\n\n- eins\n- zwei\n- drei\n\nEnde", "Bernd");
  CHECK(both.conflicts == 0);
  CHECK(both.text == "Guten Tag, Frau Müller,\n\nwir bewilligen.\n\n- eins\n- zwei\n- drei\n\nEnde");
}

TEST_CASE("what both have changed alike stands once, what only one has taken away is gone") {
  auto const same = merged(base, "Guten Tag,\n\nwir lehnen ab.\n\n- eins\n- zwei\n\nEnde",
                           "Guten Tag,\n\nwir lehnen ab.\n\n- zwei\n\nEnde", "Bernd");
  CHECK(same.conflicts == 0);
  CHECK(same.text == "Guten Tag,\n\nwir lehnen ab.\n\n- zwei\n\nEnde");
}

TEST_CASE("where both have changed the same lines both versions stand there, and nothing can be issued") {
  auto const other = merged(base, "Guten Tag,\n\nwir lehnen ab.\n\n- eins\n- zwei\n\nEnde",
                            "Guten Tag,\n\nwir bewilligen zum Teil.\n\n- eins\n- zwei\n\nEnde", "Bernd");
  CHECK(other.conflicts == 1);
  CHECK(other.text.find("{{ Ihre Fassung }}\nwir lehnen ab.\n{{ Fassung von Bernd }}\nwir bewilligen zum Teil.\n") !=
        std::string::npos);
  CHECK(notices::has_gap(other.text));
}

TEST_CASE("two things written at the same place are a matter for a person") {
  CHECK(merged("a\nb", "a\nx\nb", "a\ny\nb", "Bernd").conflicts == 1);
  CHECK(merged("a\nb", "a\nx\nb", "a\nx\nb", "Bernd").text == "a\nx\nb");
  CHECK(merged("", "x", "y", "Bernd").conflicts == 1);
}

TEST_CASE("who has changed nothing gets what the other has written, and the other way round") {
  for (std::string const text : {"", "ganz\nanders", "Guten Tag,\n\nEnde", "Guten Tag,\n\nwir bewilligen.\n"}) {
    CHECK(merged(base, base, text, "Bernd").text == text);
    CHECK(merged(base, text, base, "Bernd").text == text);
    CHECK(merged(base, text, text, "Bernd").text == text);
    CHECK(merged(base, text, text, "Bernd").conflicts == 0);
  }
}
