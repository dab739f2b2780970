#include "platform/ledger/leaf.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "platform/ledger/commitment.h"

using namespace kreislauf;
using namespace kreislauf::ledger;

namespace {

crypto::SeededRandom randomness{5};
std::string const salt = new_salt(randomness);
Leaf const leaf{.kind = "appointment.confirmed",
                .at = parse_iso_utc("2026-11-23T08:00:00Z"),
                .actor = "staff:7",
                .subject = "appointment:17",
                .commitment = commitment_to("Erika Mustermann", salt)};

}  // namespace

TEST_CASE("an entry of the ledger is six lines, and is read from no other text") {
  auto const text = text_of(leaf);
  CHECK(text ==
        "kreislauf-entry/1\nappointment.confirmed\n2026-11-23T08:00:00Z\nstaff:7\nappointment:17\nhmac-sha256 " +
            leaf.commitment + "\n");
  CHECK(leaf_in(text) == leaf);
  for (auto const& wrong : {text + "\n", text.substr(1), text.substr(0, text.size() - 1), std::string{}, "\n" + text})
    CHECK_FALSE(leaf_in(wrong));
}

TEST_CASE("nobody can hide a second line in an entry of the ledger") {
  auto wrong = leaf;
  SUBCASE("line end") { wrong.subject = "appointment:17\nstaff:8"; }
  SUBCASE("zero") { wrong.actor = std::string("staff:7\0", 8); }
  SUBCASE("no UTF-8") { wrong.actor = "staff:\xFF"; }
  SUBCASE("nothing happened") { wrong.kind = ""; }
  SUBCASE("too long for a bundle of entries") { wrong.subject = std::string(65'536, 'x'); }
  CHECK_THROWS_AS(text_of(wrong), std::invalid_argument);
}

TEST_CASE("a commitment opens with its content and its salt only") {
  CHECK(opens(leaf.commitment, "Erika Mustermann", salt));
  CHECK_FALSE(opens(leaf.commitment, "Erika Musterfrau", salt));
  CHECK_FALSE(opens(leaf.commitment, "Erika Mustermann", new_salt(randomness)));
  CHECK_FALSE(opens(leaf.commitment, "Erika Mustermann", ""));
  CHECK_FALSE(opens("", "Erika Mustermann", salt));
  CHECK_THROWS_AS(commitment_to("x", "c2hvcnQ="), std::invalid_argument);
}

TEST_CASE("the same content is never committed to in the same way: without the salt nobody can try what it was") {
  CHECK(commitment_to("Erika Mustermann", new_salt(randomness)) != leaf.commitment);
}

TEST_CASE("a commitment is HMAC-SHA-256 as in RFC 4231, case 2 of it with the key filled up with zeros") {
  // A key shorter than a block is the same key with zeros behind it.
  CHECK(commitment_to("what do ya want for nothing?", "SmVmZQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") ==
        "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
}
