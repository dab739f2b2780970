#include "platform/xml/xml.h"

#include <doctest/doctest.h>

using namespace kreislauf;

TEST_CASE("a document is read with namespaces, lines, attributes and text") {
  auto document = xml::parse(
      "<?xml version=\"1.0\"?>\n"
      "<a:amt xmlns:a='urn:amt' xmlns='urn:x'>\n"
      "  <name art='kurz'>Bürger<b>büro</b> &amp; Kasse</name>\n"
      "  <name><![CDATA[<Standesamt>]]></name>\n"
      "</a:amt>");
  REQUIRE(document);
  auto root = document->root();
  CHECK(root.name() == "amt");
  CHECK(root.namespace_uri() == "urn:amt");
  auto names = root.children("name");
  REQUIRE(names.size() == 2);
  CHECK(names[0].line() == 3);
  CHECK(names[0].attribute("art") == "kurz");
  CHECK_FALSE(names[0].attribute("lang"));
  CHECK(names[0].text() == "Bürgerbüro & Kasse");
  CHECK(names[1].text() == "<Standesamt>");
  CHECK(names[1].namespace_of_prefix("a") == "urn:amt");
  CHECK(names[1].parent() == root);
}

TEST_CASE("a document type declaration is refused before parsing") {
  auto billion_laughs = xml::parse("<?xml version='1.0'?>\n<!DOCTYPE l [<!ENTITY a 'ha'>]><l>&a;</l>");
  REQUIRE_FALSE(billion_laughs);
  CHECK(billion_laughs.error().message.find("DOCTYPE") != std::string::npos);
  CHECK(billion_laughs.error().line == 2);
  CHECK_FALSE(xml::parse("<!doctype html><p/>"));
  CHECK_FALSE(xml::parse(std::string_view("<\0a\0/\0>\0", 8)));
}

TEST_CASE("limits end the reading with a plain sentence") {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  CHECK_FALSE(xml::parse(deep));
  std::string wide = "<a ";
  for (int i = 0; i < 300; ++i) wide += "a" + std::to_string(i) + "='' ";
  auto refused = xml::parse(wide + "/>");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "an element has more than 256 attributes");
  CHECK_FALSE(xml::parse("<a><b/><b/><b/></a>", {.nodes = 3}));
  CHECK_FALSE(xml::parse("<a>12345</a>", {.bytes = 4}));
}

TEST_CASE("what is not well-formed is refused with its line") {
  auto broken = xml::parse("<a>\n<b>\n</a>");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().line == 3);
  CHECK_FALSE(xml::parse(""));
  CHECK_FALSE(xml::parse("<a>&unbekannt;</a>"));
  CHECK_FALSE(xml::parse("<a/><b/>"));
}

TEST_CASE("escaped text comes back unchanged") {
  std::string text = "a < b & \"c\" > 'd'";
  auto document = xml::parse("<t v=\"" + xml::escape(text) + "\">" + xml::escape(text) + "</t>");
  REQUIRE(document);
  CHECK(document->root().text() == text);
  CHECK(document->root().attribute("v") == text);
}
