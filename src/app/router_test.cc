#include "app/router.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace kreislauf;
using authority::Rows;

namespace {

http::Response town_page(http::Request const&, authority::TownContext&) { return {}; }
http::Response region_page(http::Request const&, authority::RegionContext&) { return {}; }
http::Response any_page(http::Request const&, authority::Context&) { return {}; }

app::Router router_of(Rows& rows) { return app::Router{rows.take()}; }

std::string_view pattern_at(app::Router const& router, bool town, std::string_view path) {
  auto const found = router.find(town, http::Method::get, path);
  return found.route ? router.all()[*found.route].pattern : std::string_view{};
}

}  // namespace

TEST_CASE("words come before values, whatever the order of the rows, and values have names") {
  Rows rows;
  rows.open("/neues/{nummer}", &town_page, "");
  rows.open("/neues/feed.atom", &town_page, "");
  rows.open("/{amt}/neues", &town_page, "");
  auto const router = router_of(rows);
  CHECK(pattern_at(router, true, "/neues/feed.atom") == "/neues/feed.atom");
  CHECK(pattern_at(router, true, "/neues/12") == "/neues/{nummer}");
  CHECK(pattern_at(router, true, "/bauamt/neues") == "/{amt}/neues");
  CHECK(pattern_at(router, true, "/neues/12/mehr").empty());
  auto const found = router.find(true, http::Method::get, "/neues/12");
  REQUIRE(found.values.size() == 1);
  CHECK(found.values[0] == std::pair<std::string_view, std::string>{"nummer", "12"});
}

TEST_CASE("two rows for the same request end the start, wherever they are") {
  Rows twice;
  twice.open("/neues/{nummer}", &town_page, "");
  twice.open("/neues/{kennung}", &town_page, "");
  CHECK_THROWS_AS(router_of(twice), std::logic_error);

  Rows at_both;
  at_both.anywhere("/suche", &any_page, "");
  at_both.region("/suche", &region_page, "");
  CHECK_THROWS_AS(router_of(at_both), std::logic_error);

  Rows apart;
  apart.open("/suche", &town_page, "");
  apart.region("/suche", &region_page, "");
  CHECK_NOTHROW(router_of(apart));
}

TEST_CASE("a path with another method is known, and its methods are told") {
  Rows rows;
  rows.form("/neues/abo", 1_KB, &town_page, "");
  auto const router = router_of(rows);
  auto const found = router.find(true, http::Method::get, "/neues/abo");
  CHECK(found.known_path);
  CHECK_FALSE(found.route.has_value());
  CHECK(found.takes_post);
  CHECK_FALSE(router.find(false, http::Method::post, "/neues/abo").known_path);
}
