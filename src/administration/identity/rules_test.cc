#include "administration/identity/rules.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::identity;
using namespace std::chrono_literals;

namespace {

Instant const morning = parse_iso_utc("2026-11-23T08:30:00Z");

Session session_of(Holder kind) {
  return {
      .key = "k",
      .kind = kind,
      .holder = 1,
      .csrf = {},
      .new_totp = {},
      .browser = {},
      .created = morning,
      .seen = morning,
      .expires = morning + (kind == Holder::device ? std::chrono::hours{rules::device_limit} : rules::absolute_limit)};
}

}  // namespace

TEST_CASE("a session ends after 30 minutes without a visit and after 12 hours at the latest") {
  auto session = session_of(Holder::staff);
  CHECK(rules::standing(session, morning) == rules::Standing::alive);
  CHECK(rules::standing(session, morning + 29min + 59s) == rules::Standing::alive);
  CHECK(rules::standing(session, morning + 30min) == rules::Standing::ended);
  session.seen = morning + 11h + 50min;
  CHECK(rules::standing(session, morning + 11h + 59min) == rules::Standing::alive);
  CHECK(rules::standing(session, morning + 12h) == rules::Standing::ended);
}

TEST_CASE("a device stays signed in for 400 days, however long nobody comes") {
  auto const session = session_of(Holder::device);
  CHECK(rules::standing(session, morning + 24h * 399) == rules::Standing::alive);
  CHECK(rules::standing(session, morning + 24h * 400) == rules::Standing::ended);
}

TEST_CASE("a clock that jumped back gives no time away") {
  CHECK(rules::standing(session_of(Holder::staff), morning - 1s) == rules::Standing::clock_is_behind);
  CHECK(rules::standing(session_of(Holder::device), morning - 24h) == rules::Standing::clock_is_behind);
}

TEST_CASE("ten attempts are free, then each failure doubles the wait up to an hour") {
  CHECK(rules::delay_after(9) == 0min);
  CHECK(rules::delay_after(10) == 1min);
  CHECK(rules::delay_after(11) == 2min);
  CHECK(rules::delay_after(15) == 32min);
  CHECK(rules::delay_after(16) == 60min);
  CHECK(rules::delay_after(1000000) == 60min);
}

TEST_CASE("after signing in one only goes to pages of this site") {
  CHECK(rules::safe_target("/verwaltung/personen?x=1") == "/verwaltung/personen?x=1");
  for (auto const* bad : {"", "verwaltung", "//evil.example", "/\\evil.example", "https://evil.example", "/a b",
                          "/a\r\nSet-Cookie: x", "/\t/evil.example"})
    CHECK(rules::safe_target(bad) == "/verwaltung");
  CHECK(rules::safe_target("/" + std::string(600, 'a')) == "/verwaltung");
}

TEST_CASE("logins are told apart as far as needed") {
  CHECK(rules::is_login("e.muster-2"));
  for (auto const* bad : {"", "e", "2fast", "Erika", "e muster", "müller", "e'--"}) CHECK_FALSE(rules::is_login(bad));
}

TEST_CASE("a code for a device waits ten minutes, then it has ended") {
  Device device{
      .id = 1, .name = "Tablet", .office = "buergerbuero", .code_hash = "h", .code_until = morning + rules::code_limit};
  CHECK(rules::state_of(device, morning + 9min) == rules::DeviceState::waiting);
  CHECK(rules::state_of(device, morning + 10min) == rules::DeviceState::code_ended);
  device.connected = morning;
  CHECK(rules::state_of(device, morning + 24h) == rules::DeviceState::connected);
  device.revoked = morning + 1h;
  CHECK(rules::state_of(device, morning + 24h) == rules::DeviceState::revoked);
}

TEST_CASE("an account is closed when it is switched off, its one-time password has ended, or it belongs to a sample") {
  Account account{.id = 1, .must_change = true, .one_time_until = morning};
  CHECK(rules::is_open(account, morning - 1s, false));
  CHECK_FALSE(rules::is_open(account, morning, false));
  account.must_change = false;
  CHECK(rules::is_open(account, morning, false));
  account.sample = true;
  CHECK_FALSE(rules::is_open(account, morning, false));
  CHECK(rules::is_open(account, morning, true));
  account.active = false;
  CHECK_FALSE(rules::is_open(account, morning, true));
}
