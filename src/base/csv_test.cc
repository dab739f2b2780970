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

TEST_CASE("the header tells what separates the cells: commas, semicolons or tabs") {
  for (std::string const content :
       {"key,name\n05,\"Rees; Stadt\"\n", "key;name\n05;Rees\n", "key;name\r\n05;\"Rees; Stadt\"\r\n",
        "\xEF\xBB\xBF\"key\";\"name\"\r\n05;\"Rees; Stadt\"", "key\tname\n05\tRees; Stadt\n",
        "sep=;\nkey;name\n05;\"Rees; Stadt\"", "\xEF\xBB\xBFSEP=;\r\nkey;name\r\n05;\"Rees; Stadt\"",
        "\"sep=|\"\nkey|name\n05|Rees; Stadt", "sep=\t\nkey\tname\n05\tRees; Stadt"}) {
    CAPTURE(content);
    ImportReport report;
    csv::Table table{content, report, {"key", "name"}};
    REQUIRE(table.next());
    CHECK(table.cell("key") == "05");
    CHECK(table.cell("name").starts_with("Rees"));
    CHECK_FALSE(table.next());
    CHECK(report.rejected.empty());
  }
}

TEST_CASE("a cell that was cut by a separator is told, never read as half") {
  ImportReport report;
  csv::Table table{
      "id;hours;access\na;Mo 08:00-12:00; Do 14:00-18:00;step_free\nb;\"Mo 08:00; Do 14:00\";lift\nc;Mo;lift;;\n",
      report,
      {"id"}};
  REQUIRE(table.next());
  CHECK(table.cell("id") == "b");
  REQUIRE(table.next());
  CHECK(table.cell("id") == "c");  // empty cells at the end are what spreadsheets leave
  CHECK_FALSE(table.next());
  REQUIRE(report.rejected.size() == 1);
  CHECK(report.rejected[0].line == 2);
  CHECK(report.rejected[0].reason.starts_with("the line has more cells than the header"));
}

TEST_CASE("a comma in a name of a file with semicolons separates nothing, and the other way round") {
  ImportReport report;
  csv::Table table{"key;name, as in the register;place\n05;Rees, Stadt;Rees\n", report, {"key", "place"}};
  REQUIRE(table.next());
  CHECK(table.cell("name, as in the register") == "Rees, Stadt");
  csv::Table other{"key,a;b;c;d,place\n05,x,Rees\n", report, {"key", "place"}};
  REQUIRE(other.next());
  CHECK(other.cell("place") == "Rees");
}

TEST_CASE("a column that is missing is missing with every separator, and lines keep their numbers") {
  ImportReport report;
  csv::Table missing{"sep=;\nname;place\nRees;Rees\n", report, {"key"}};
  CHECK_FALSE(missing.next());
  REQUIRE(report.rejected.size() == 1);
  CHECK(report.rejected[0].line == 2);
  CHECK(report.rejected[0].reason == "the column \"key\" is missing in the header");
}

TEST_CASE("lines may end with CR alone, and their cells hold line breaks all the same") {
  csv::Reader reader{"a,b\r1,\"x\ny\"\r\r2,\"z\"\r"};
  CHECK(reader.next()->cells == std::vector<std::string>{"a", "b"});
  CHECK(reader.next()->cells == std::vector<std::string>{"1", "x\ny"});
  auto const last = reader.next();
  CHECK(last->line == 4);
  CHECK(last->cells == std::vector<std::string>{"2", "z"});
  CHECK_FALSE(reader.next());
  ImportReport report;
  csv::Table table{"sep=;\rkey;name\r05;Rees\r06\r", report, {"key"}};
  REQUIRE(table.next());
  CHECK(table.cell("name") == "Rees");
  CHECK(table.line() == 3);
}

TEST_CASE("rows of separators alone are nothing") {
  ImportReport report;
  csv::Table table{"key;name\n;;\n05;Rees\n ; \n;\n", report, {"key"}};
  REQUIRE(table.next());
  CHECK(table.cell("name") == "Rees");
  CHECK(table.line() == 3);
  CHECK_FALSE(table.next());
  CHECK(report.rejected.empty());
}
