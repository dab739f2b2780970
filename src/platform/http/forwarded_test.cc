#include "platform/http/forwarded.h"

#include <doctest/doctest.h>

using namespace kreislauf;

namespace {

/// The address of the client behind a proxy at 127.0.0.1; 10.0.0.1 is another one that is believed.
std::string behind(std::string_view forwarded_for, std::string_view peer = "127.0.0.1") {
  auto const believed = [](std::string const& address) { return address == "127.0.0.1" or address == "10.0.0.1"; };
  auto const client = http::client_behind(*client_of(peer), forwarded_for, believed);
  return client ? client->address : "refused";
}

}  // namespace

TEST_CASE("the client is the last one that is no proxy of ours") {
  CHECK(behind("") == "127.0.0.1");
  CHECK(behind("203.0.113.9") == "203.0.113.9");
  CHECK(behind("203.0.113.9:1000") == "203.0.113.9");
  CHECK(behind("203.0.113.9, 10.0.0.1") == "203.0.113.9");
  CHECK(behind("10.0.0.1") == "10.0.0.1");
}

TEST_CASE("what a visitor writes himself stands further in front and counts for nothing") {
  CHECK(behind("198.51.100.1, 203.0.113.9") == "203.0.113.9");
  CHECK(behind("127.0.0.1,203.0.113.9, 10.0.0.1") == "203.0.113.9");
  CHECK(behind("nonsense, 203.0.113.9") == "203.0.113.9");
  CHECK(behind("198.51.100.1", "203.0.113.9") == "203.0.113.9");  // no proxy of ours: nothing it says is believed
}

TEST_CASE("a proxy that names no address is refused") {
  for (auto const* wrong : {"unknown", "203.0.113.9, ", "203.0.113.9, _hidden", ",", "203.0.113"}) {
    CAPTURE(wrong);
    CHECK(behind(wrong) == "refused");
  }
}
