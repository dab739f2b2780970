#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

#include "authority/authority.h"
#include "authority/command.h"
#include "authority/store.h"
#include "platform/db/embedded.h"
#include "tests/support/store.h"

using namespace kreislauf;
using namespace kreislauf::authority;

namespace {

struct Fixture {
  test::TestPlace place;
  FixedClock clock{parse_iso_utc("2026-11-23T08:00:00Z")};
  std::unique_ptr<db::Store> store = db::Store::open({.location = place.location(), .vfs = {}});
  Fixture() {
    store->migrate_commons(db::embedded_migrations("src/authority", "commons_"), clock);
    import_authorities(*store, "key,name\n05554016,Gescher\n", OnRejection::roll_back, clock);
    migrate_all(*store, db::embedded_migrations("src/authority", "authority_"), clock, [](std::size_t, std::size_t) {});
  }
  ImportReport offices(std::string const& csv) { return import_offices(*store, csv, OnRejection::keep_good_lines); }
  Town town() {
    Town town;
    store->authority(AuthorityKey{"05554016"}).read([&](db::Connection& c) { town = store::load_town(c); });
    return town;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "an office is written to at an address, not at a link that says more") {
  for (std::string const wrong : {"a@b.de?bcc=x@evil.example", "a?bcc=x%40evil.example&b@b.de", "a%0Ab@b.de",
                                  "a b@b.de", "a@b", "buero", "@b.de", "a@b.de,c@d.de", "mailto:a@b.de", "<a@b.de>"}) {
    CAPTURE(wrong);
    auto const report = offices("authority,id,name,email\ngescher,bb,Büro,\"" + wrong + "\"\n");
    REQUIRE(report.rejected.size() == 1);
    CHECK(report.rejected[0].reason ==
          "the e-mail address is none that mail can be sent to; write it like buero@gescher.de");
  }
  CHECK(town().offices.empty());
  CHECK(offices("authority,id,name,email\ngescher,bb,Büro,info@bücher.example\ngescher,sa,Amt,\n").added == 2);
}

TEST_CASE_FIXTURE(Fixture, "degrees are read as spreadsheets write them, and what is none is told") {
  CHECK(offices("authority;id;name;longitude;latitude\ngescher;bb;Büro;7,01;51,95\n").added == 1);
  CHECK(std::abs(town().office("bb")->longitude - 7.01) < 1e-9);
  CHECK(std::abs(town().office("bb")->latitude - 51.95) < 1e-9);
  for (std::string const wrong : {"7.01x", "1.234,5", "701", "nan", "-", "7 01"}) {
    CAPTURE(wrong);
    auto const report = offices("authority;id;name;longitude\ngescher;bb;Büro;" + wrong + "\n");
    REQUIRE(report.rejected.size() == 1);
    CHECK(report.rejected[0].reason == "\"" + wrong + "\" is no longitude; write degrees like 7.01");
    CHECK(import_authorities(*store, "key;name;longitude\n05554016;Gescher;" + wrong + "\n",
                             OnRejection::keep_good_lines, clock)
              .rejected.size() == 1);
  }
}

TEST_CASE_FIXTURE(Fixture, "what nobody could dial is refused, and a file without columns is told what divides them") {
  CHECK(offices("authority;id;name;phone\ngescher;bb;Büro;+49 (0)2542 60-0\n").added == 1);
  auto const report = offices("authority;id;name;phone\ngescher;sa;Amt;nach Vereinbarung\n");
  REQUIRE(report.rejected.size() == 1);
  CHECK(report.rejected[0].reason == "\"nach Vereinbarung\" is no telephone number; write it like 02542 60-0");
  auto const bars = offices("authority|id|name\ngescher|bb|Büro\n");
  REQUIRE(bars.rejected.size() == 1);
  CHECK(bars.rejected[0].reason.find("comma, a semicolon or a tab") != std::string::npos);
}

TEST_CASE("a byte order mark in front of a file is no part of it") {
  test::TemporaryFolder const folder;
  auto const path = folder.path() + "/context.json";
  std::ofstream{path} << "\xEF\xBB\xBF{}";
  CHECK(read_file(path) == "{}");
  std::ofstream{path} << "\xEF\xBB\xBF";
  CHECK(read_file(path).empty());
  std::ofstream{path} << "\xEF\xBB{}";
  CHECK(read_file(path) == "\xEF\xBB{}");
}
