#include <doctest/doctest.h>

#include "administration/applications/rules/same_person.h"

using namespace kreislauf;
using namespace kreislauf::applications;

TEST_CASE("a mailbox is one however it is spelled, and none is not another one's") {
  CHECK(is_same_mailbox("erika@beispiel.de", " Erika@BEISPIEL.de"));
  CHECK(is_same_mailbox("erika@beispiel.de", "erika+zweite@beispiel.de"));
  CHECK(is_same_mailbox("e.rika@gmail.com", "erika@googlemail.com"));
  CHECK_FALSE(is_same_mailbox("erika@beispiel.de", "max@beispiel.de"));
  CHECK_FALSE(is_same_mailbox("", ""));
}

TEST_CASE("a person is one by the pseudonym of a provider, or by name and birth date at two") {
  logins::Proof const erika{.provider = "BundID",
                            .at = {},
                            .pseudonym = "BFN-1",
                            .attributes = {.given_name = "Erika", .family_name = "Müßig", .birthdate = "1964-08-12"}};
  auto other = erika;
  other.attributes = {};
  CHECK(is_same_person(erika, other));
  other = erika;
  other.provider = "Ausweis";
  other.pseudonym = "X";
  other.attributes.given_name = "ERIKA";
  other.attributes.family_name = "MÜSSIG";
  CHECK(is_same_person(erika, other));
  other.attributes.birthdate = "1999-01-01";
  CHECK_FALSE(is_same_person(erika, other));
  // Two who say nothing of themselves are not one.
  logins::Proof const silent{.provider = "BundID", .at = {}, .pseudonym = {}};
  CHECK_FALSE(is_same_person(silent, silent));
}
