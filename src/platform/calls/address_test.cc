#include "platform/calls/address.h"

#include <doctest/doctest.h>

#include <string>

#include "platform/calls/calls.h"

namespace kreislauf::calls {

namespace {

std::string v4(int a, int b, int c, int d) {
  return {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c), static_cast<char>(d)};
}
/// `20010db8` and zeros behind it.
std::string v6(std::string const& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  bytes.resize(16, '\0');
  return bytes;
}

}  // namespace

TEST_CASE("an address of a stranger leads to a public name by https, and nowhere else") {
  auto const found = address_in("https://Push.Example.org/v2/abc?x=1", Peers::everywhere_public);
  REQUIRE(found);
  CHECK(found->host == "push.example.org");
  CHECK(found->port == 443);
  CHECK(found->path == "/v2/abc?x=1");
  CHECK(found->origin() == "https://push.example.org");
  CHECK(address_in("https://push.example:8443?x", Peers::everywhere_public)->origin() == "https://push.example:8443");
  for (auto const* url : {"http://push.example/a",
                          "https://127.0.0.1/a",
                          "https://[::1]/a",
                          "https://localhost/a",
                          "https://2130706433/",
                          "https://0x7f.1/",
                          "https://intern/a",
                          "https://a@push.example/",
                          "https://push.example@10.0.0.1/",
                          "https://push.example/#a",
                          "https://push.example /",
                          "https://push.example:0/",
                          "https://push.example:99999/",
                          "https://push.example:44a/",
                          "ftp://push.example/",
                          "file:///etc/passwd",
                          "https:///a",
                          "https://.example/",
                          "https://push..example/",
                          "https://push.example./",
                          "https://push.example\\@10.0.0.1/",
                          "https://пуш.example/",
                          "//push.example/a",
                          ""}) {
    CAPTURE(url);
    CHECK_FALSE(address_in(url, Peers::everywhere_public));
  }
  CHECK_FALSE(address_in("https://push.example/" + std::string(1000, 'a'), Peers::everywhere_public));
}

TEST_CASE("this machine is called by http only where tests have said so") {
  CHECK(address_in("http://127.0.0.1:9001/a", Peers::local_too)->origin() == "http://127.0.0.1:9001");
  CHECK(address_in("http://localhost:9001/a", Peers::local_too));
  CHECK_FALSE(address_in("http://127.0.0.2:9001/a", Peers::local_too));
  CHECK_FALSE(address_in("http://push.example/a", Peers::local_too));
}

TEST_CASE("public is what no registry keeps for others") {
  CHECK(is_public(v4(9, 255, 255, 255)));
  CHECK(is_public(v4(172, 15, 0, 1)));
  CHECK(is_public(v4(172, 32, 0, 1)));
  CHECK(is_public(v4(100, 128, 0, 1)));
  for (auto const& one :
       {v4(0, 0, 0, 0), v4(10, 1, 2, 3), v4(100, 64, 0, 1), v4(127, 0, 0, 1), v4(169, 254, 169, 254),
        v4(172, 31, 255, 255), v4(192, 168, 1, 1), v4(198, 19, 0, 1), v4(224, 0, 0, 1), v4(255, 255, 255, 255)})
    CHECK_FALSE(is_public(one));
  CHECK(is_public(v6("2a0104f8")));
  for (auto const* hex : {"00", "fe80", "fc00", "fd12", "ff02", "20010db8", "2001000000", "2002c0a8", "3fff",
                          "00000000000000000000ffff7f000001", "0064ff9b00000000000000000a000001"}) {
    CAPTURE(hex);
    CHECK_FALSE(is_public(v6(hex)));
  }
  CHECK(is_public(v6("00000000000000000000ffff09010101")));
  CHECK(is_public(v6("0064ff9b000000000000000009010101")));
  CHECK_FALSE(is_public("abc"));
}

TEST_CASE("a call that may only go to public addresses never opens a connection to this machine") {
  // Whether somebody listens there does not matter: nothing is opened, so the reason is ours and not the network's.
  auto const answer = network().call({.url = "https://localhost:1/", .reach = Reach::public_only});
  CHECK(answer.status == 0);
  CHECK(answer.problem == "the address is not a public one");
  auto const plain = network().call({.url = "http://127.0.0.1:1/", .reach = Reach::public_only});
  CHECK(plain.status == 0);
}

}  // namespace kreislauf::calls
