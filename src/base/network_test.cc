#include "base/network.h"

#include <doctest/doctest.h>

using namespace kreislauf;

TEST_CASE("an address is read however a proxy writes it") {
  for (auto const* text : {"203.0.113.9", "203.0.113.9:1000", "::ffff:203.0.113.9", "[::ffff:203.0.113.9]:99"}) {
    CAPTURE(text);
    auto const client = client_of(text);
    REQUIRE(client);
    CHECK(client->address == "203.0.113.9");
    CHECK(client->network == "203.0.113.9");
  }
  for (auto const* text : {"2001:db8:0:7::1", "2001:db8::7:1:2:3:4", "[2001:DB8::7:1:2:3:4]:443",
                           "2001:db8:0:7::9%eth0", "2001:0db8:0000:0007:ffff:ffff:ffff:ffff"}) {
    CAPTURE(text);
    auto const client = client_of(text);
    REQUIRE(client);
    CHECK(client->network == "2001:db8:0:7::/64");
  }
  CHECK(client_of("2001:db8:0:8::1")->network != client_of("2001:db8:0:7::1")->network);
}

TEST_CASE("what is no address is none") {
  for (auto const* text : {"", "unknown", "_hidden", "203.0.113", "203.0.113.9:", "203.0.113.9:123456", "[2001:db8::1",
                           "[2001:db8::1]x", "2001:db8:::1", "203.0.113.9, 10.0.0.1", "203.0.113.9 "}) {
    CAPTURE(text);
    CHECK_FALSE(client_of(text));
  }
}
