#include "administration/accounts/rules/entering.h"

#include <doctest/doctest.h>

#include <set>

namespace kreislauf::accounts::rules {

TEST_CASE("codes have eight digits and differ") {
  crypto::SeededRandom random{7};
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    auto const code = new_code(random);
    CHECK(code.size() == code_digits);
    CHECK(code.find_first_not_of("0123456789") == std::string::npos);
    seen.insert(code);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("an account is of one mailbox, however its address is written") {
  CHECK(mailbox_of("Erika@Example.org") == mailbox_of("erika@example.ORG"));
  CHECK(mailbox_of("erika+amt@example.org") != mailbox_of("erika@example.org"));
}

TEST_CASE("a session ends after an hour without a visit, a day, or with a clock that jumps back") {
  auto const at = [](std::string_view text) { return parse_iso_utc(text); };
  Session session{.key = "k",
                  .account = 1,
                  .opened_at = "2026-11-23T08:00:00Z",
                  .seen_at = "2026-11-23T09:00:00Z",
                  .ends_at = "2026-11-23T20:00:00Z"};
  CHECK(is_alive(session, at("2026-11-23T09:59:59Z")));
  CHECK_FALSE(is_alive(session, at("2026-11-23T10:00:00Z")));
  CHECK_FALSE(is_alive(session, at("2026-11-23T08:59:59Z")));
  session.seen_at = "2026-11-23T19:59:00Z";
  CHECK(is_alive(session, at("2026-11-23T19:59:59Z")));
  CHECK_FALSE(is_alive(session, at("2026-11-23T20:00:00Z")));
  session.stays = true;
  session.seen_at = "2026-11-23T09:00:00Z";
  session.ends_at = "2026-12-23T08:00:00Z";
  CHECK(is_alive(session, at("2026-12-22T08:00:00Z")));
  CHECK_FALSE(is_alive(session, at("2026-12-23T08:00:00Z")));
}

}  // namespace kreislauf::accounts::rules
