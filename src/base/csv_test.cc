#include "base/csv.h"

#include <doctest/doctest.h>

using namespace kreislauf;

TEST_CASE("cells may hold separators, quotes and line breaks") {
  csv::Reader reader{"a,b\r\n\"x, \"\"y\"\"\",\"line 1\nline 2\"\n,z\n"};
  CHECK(reader.next()->cells == std::vector<std::string>{"a", "b"});
  auto const second = reader.next();
  CHECK(second->line == 2);
  CHECK(second->cells == std::vector<std::string>{"x, \"y\"", "line 1\nline 2"});
  auto const third = reader.next();
  CHECK(third->line == 4);
  CHECK(third->cells == std::vector<std::string>{"", "z"});
  CHECK_FALSE(reader.next());
}

TEST_CASE("a broken record is told with its line and the rest is still read") {
  csv::Reader reader{"a,b\n\"open,1\nfine,2\n\"x\"y,3\nend,4"};
  reader.next();
  auto const open = reader.next();
  CHECK(open->line == 2);
  CHECK(open->error == "text stands behind a closing quote");
  reader = csv::Reader{"\"open,1\nfine,2"};
  CHECK(reader.next()->error == "a quote is opened and never closed");
  CHECK(reader.next()->cells[0] == "fine");
}

TEST_CASE("a trailing separator is an empty cell, blank lines are nothing") {
  csv::Reader reader{
      "\xEF\xBB\xBF"
      "a,\n\n\nb,c"};
  CHECK(reader.next()->cells == std::vector<std::string>{"a", ""});
  auto const last = reader.next();
  CHECK(last->line == 4);
  CHECK(last->cells.size() == 2);
}

TEST_CASE("a table finds columns by any of their names and says what is missing") {
  ImportReport report;
  csv::Table table{"ags, name ,bevoelkerung\n05,  Gescher ,17\n", report, {"key|ags", "name"}};
  REQUIRE(table.next());
  CHECK(table.cell("key|ags") == "05");
  CHECK(table.cell("name") == "Gescher");
  CHECK(table.cell("plz") == "");
  csv::Table broken{"name\nGescher", report, {"key|ags"}};
  CHECK_FALSE(broken.next());
  CHECK(report.rejected[0].reason == "the column \"key\" is missing in the header");
}
