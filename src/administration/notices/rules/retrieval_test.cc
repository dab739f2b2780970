#include "administration/notices/rules/retrieval.h"

#include <doctest/doctest.h>

using namespace kreislauf;
using namespace kreislauf::notices;

namespace {

Notice provided(std::string const& at) { return {.state = State::issued, .way = Way::retrieval, .provided_at = at}; }

}  // namespace

TEST_CASE("what nobody fetches within ten days is not announced (§ 41 (2a) VwVfG NRW)") {
  // Made available on a Monday: the tenth day behind it is a Thursday.
  auto const notice = provided("2026-11-23T09:00:00Z");
  CHECK_FALSE(is_lapsed(notice, parse_iso_utc("2026-12-03T22:30:00Z")));
  CHECK(is_lapsed(notice, parse_iso_utc("2026-12-03T23:30:00Z")));
}

TEST_CASE("a period to fetch that ends on a Sunday ends on Monday (§ 31 (3) VwVfG NRW)") {
  auto const notice = provided("2026-11-26T09:00:00Z");
  CHECK_FALSE(is_lapsed(notice, parse_iso_utc("2026-12-07T12:00:00Z")));
  CHECK(is_lapsed(notice, parse_iso_utc("2026-12-08T12:00:00Z")));
}

TEST_CASE("what is announced, fetched, sent by post or a draft does not lapse") {
  auto const late = parse_iso_utc("2027-06-01T12:00:00Z");
  auto taxes = provided("2026-11-23T09:00:00Z");
  taxes.announced_on = "2026-11-27";  // § 122a AO: by being made available
  CHECK_FALSE(is_lapsed(taxes, late));
  auto fetched = provided("2026-11-23T09:00:00Z");
  fetched.sent_on = "2026-11-24";
  CHECK_FALSE(is_lapsed(fetched, late));
  auto letter = provided("2026-11-23T09:00:00Z");
  letter.way = Way::post;
  CHECK_FALSE(is_lapsed(letter, late));
  auto draft = provided("2026-11-23T09:00:00Z");
  draft.state = State::draft;
  CHECK_FALSE(is_lapsed(draft, late));
}
