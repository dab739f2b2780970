#include "platform/push/sending.h"

#include <doctest/doctest.h>

#include <map>

namespace kreislauf::push {

namespace {

auto const now = parse_iso_utc("2026-11-23T08:30:00Z");

/// Answers as it is told, and remembers what came.
struct Service final : calls::Caller {
  calls::Answer call(calls::Call const& call) override {
    ++asked;
    fields = {call.fields.begin(), call.fields.end()};
    reach = call.reach;
    return answer;
  }
  calls::Answer answer{.status = 201};
  std::map<std::string, std::string> fields;
  calls::Reach reach{};
  int asked = 0;
};

struct Sent {
  Service service;
  crypto::SeededRandom random{1};
  Signer signer{crypto::P256Key::make(random), "https://gescher.example"};
  Message message{.endpoint = "https://push.example/v2/abc",
                  .reader = {crypto::P256Key::make(random).point(), std::string(16, 'a')},
                  .text = "{}",
                  .lasts = std::chrono::hours{24},
                  .topic = "antrag"};
  Report send() { return push::send({service}, signer, message, random, now); }
};

}  // namespace

TEST_CASE_FIXTURE(Sent, "a push says how long it lasts, how urgent it is, and what it takes the place of") {
  CHECK(send().outcome == Outcome::taken);
  CHECK(service.fields["TTL"] == "86400");
  CHECK(service.fields["Urgency"] == "normal");
  CHECK(service.fields["Topic"] == "antrag");
  CHECK(service.fields["Content-Encoding"] == "aes128gcm");
  CHECK(service.reach == calls::Reach::public_only);
  message.urgent = true;
  send();
  CHECK(service.fields["Urgency"] == "high");
}

TEST_CASE_FIXTURE(Sent, "what the push service answers decides whether the browser is asked again") {
  auto const outcome = [&](int status) {
    service.answer = {.status = status};
    return send().outcome;
  };
  CHECK(outcome(410) == Outcome::gone);
  CHECK(outcome(404) == Outcome::gone);
  CHECK(outcome(429) == Outcome::later);
  CHECK(outcome(503) == Outcome::later);
  CHECK(outcome(400) == Outcome::refused);
  CHECK(outcome(403) == Outcome::refused);
  CHECK(outcome(301) == Outcome::refused);
  service.answer = {.status = 0, .problem = "Timeout was reached"};
  auto const silent = send();
  CHECK(silent.outcome == Outcome::later);
  CHECK(silent.silent);
  CHECK(silent.reason.find("push.example") == std::string::npos);
}

TEST_CASE_FIXTURE(Sent, "a push service says itself when it wants to be asked again") {
  service.answer = {.status = 429, .fields = {{"retry-after", "120"}}};
  CHECK(send().pause == std::chrono::seconds{120});
  CHECK(pause_in("Mon, 23 Nov 2026 08:35:00 GMT", now) == std::chrono::seconds{300});
  CHECK(pause_in("Mon, 23 Nov 2026 08:00:00 GMT", now) == std::chrono::seconds{0});
  CHECK(pause_in("99999999999999999999", now) == std::chrono::seconds{0});
  CHECK(pause_in("9999999", now) == std::chrono::hours{24});
  CHECK(pause_in("-5", now) == std::chrono::seconds{0});
  CHECK(pause_in("bald", now) == std::chrono::seconds{0});
}

TEST_CASE_FIXTURE(Sent, "an address that leads to this house is never called") {
  for (auto const* endpoint : {"http://push.example/a", "https://10.0.0.1/a", "https://localhost/a", ""}) {
    message.endpoint = endpoint;
    CHECK(send().outcome == Outcome::refused);
  }
  CHECK(service.asked == 0);
}

}  // namespace kreislauf::push
