#include <doctest/doctest.h>

#include "platform/ldap/written.h"

using namespace kreislauf;
using namespace std::string_literals;

TEST_CASE("a name stays a name in the question to a directory, whatever it is (RFC 4515)") {
  CHECK(ldap::filter_value("anna") == "anna");
  CHECK(ldap::filter_value("*)(uid=*") == "\\2a\\29\\28uid=\\2a");
  CHECK(ldap::filter_value("a\\b") == "a\\5cb");
  CHECK(ldap::filter_value("a\0b"s) == "a\\00b");
  CHECK(ldap::filter_value("Jörg") == "J\\c3\\b6rg");
  CHECK(ldap::filter_value("a\nb") == "a\\0ab");
}

TEST_CASE("a name stays one part of a distinguished name (RFC 4514)") {
  CHECK(ldap::dn_value("Anna Muster") == "Anna Muster");
  CHECK(ldap::dn_value("Muster, Anna+x=1") == "Muster\\2c Anna\\2bx\\3d1");
  CHECK(ldap::dn_value(" a ") == "\\20a\\20");
  CHECK(ldap::dn_value("#a#") == "\\23a#");
  CHECK(ldap::dn_value("Jörg\0"s) == "J\\c3\\b6rg\\00");
}

TEST_CASE("who is asked for must have the name, be in the group and fit the filter of the house") {
  ldap::Place place;
  place.base = "dc=example";
  CHECK(ldap::filter_for(place, "anna") == "(&(uid=anna))");
  place.name_attribute = "sAMAccountName";
  place.group = "cn=Portal (neu),dc=example";
  place.filter = "(!(loginDisabled=TRUE))";
  CHECK(ldap::filter_for(place, "a*") ==
        "(&(sAMAccountName=a\\2a)(memberOf=cn=Portal \\28neu\\29,dc=example)(!(loginDisabled=TRUE)))");
  CHECK(ldap::nobody_in(place).ends_with(",dc=example"));
}

TEST_CASE("an empty password is never sent: a directory may take it for everybody's (RFC 4513, 5.1.2)") {
  CHECK(ldap::can_be_asked("geheim"));
  CHECK(ldap::can_be_asked("Größe"));
  for (auto const& none : {""s, "a\0"s, "\0"s, "\xff"s, std::string(257, 'a')}) CHECK_FALSE(ldap::can_be_asked(none));
}
