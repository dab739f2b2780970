#include "administration/programs/rules/signature.h"

#include <doctest/doctest.h>

#include "administration/programs/rules/pauses.h"

namespace kreislauf::programs {

TEST_CASE("a message is signed over its number, its moment and its text") {
  constexpr auto secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  auto const one = signed_message(secret, 17, 1'764'000'000, R"({"type":"case.decide"})");
  CHECK(one.id == "msg_17");
  CHECK(one.timestamp == "1764000000");
  // By `openssl dgst -sha256 -hmac` over the same text.
  CHECK(one.signature == "v1,Hf1j/dtma0zoAHrBjR5NGxsQXKADq1e0UqdOH2+YnII=");
  CHECK(signed_message(secret, 18, 1'764'000'000, R"({"type":"case.decide"})").signature != one.signature);
  CHECK(signed_message(secret, 17, 1'764'000'001, R"({"type":"case.decide"})").signature != one.signature);
  CHECK(signed_message(secret, 17, 1'764'000'000, R"({"type":"case.ask"})").signature != one.signature);
}

TEST_CASE("what does not arrive is tried again for days, seldom and seldomer") {
  using namespace std::chrono_literals;
  CHECK(pause_after(1) == 30s);
  CHECK(pause_after(2) == 2min);
  std::chrono::seconds whole{};
  for (int attempt = 1; attempt < 14; ++attempt) {
    CHECK(pause_after(attempt) <= pause_after(attempt + 1));
    whole += pause_after(attempt);
  }
  CHECK(whole > 72h);
  CHECK(pause_after(1000) == 12h);
}

}  // namespace kreislauf::programs
