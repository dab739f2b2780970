#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>

#include "platform/ldap/ldap.h"

using namespace kreislauf;
using namespace std::string_literals;
using ldap::Reason;

// A real directory, started by tests/ldap/run.mjs: who is in it and who in the group is told in tests/ldap/slapd.mjs.
namespace {

constexpr auto anna = "Annas Passwort ist lang", base = "dc=gescher,dc=example";

bool is_there() {
  if (std::getenv("KREISLAUF_TEST_LDAP") != nullptr) return true;
  std::puts("skipped: a directory (tests/ldap/run.mjs starts slapd)");
  return false;
}

std::string told(char const* name) {
  auto const* value = std::getenv((std::string{"KREISLAUF_TEST_LDAP"} + name).c_str());
  return value == nullptr ? std::string{} : value;
}

ldap::Place place(std::vector<std::string> addresses) {
  return {.addresses = std::move(addresses),
          .ca_file = told("_CA"),
          .base = base,
          .bind_name = "cn=kreislauf,dc=gescher,dc=example",
          .bind_secret = "Dienst-geheim 1",
          .group = "cn=portal,ou=Gruppen,dc=gescher,dc=example"};
}

Reason prove(ldap::Place const& at, std::string_view name, std::string_view password) {
  return ldap::network().prove(at, name, password);
}

}  // namespace

TEST_CASE("a directory knows whose password it is, over StartTLS and over TLS") {
  if (not is_there()) return;
  for (auto const& address : {told(""), told("S")}) {
    auto const at = place({address});
    CHECK(prove(at, "anna", anna) == Reason::fits);
    CHECK(prove(at, "ANNA", anna) == Reason::fits);  // names of a directory know no case
    CHECK(prove(at, "jörg", "Größe Straße Übung") == Reason::fits);
    CHECK(prove(at, "anna", "falsch") == Reason::password_refused);
    CHECK(prove(at, "anna", "Bernds Passwort ist lang") == Reason::password_refused);
    CHECK(prove(at, "niemand", anna) == Reason::not_found);
    CHECK(ldap::network().find(at, "anna") == Reason::fits);
    CHECK(ldap::network().find(at, "niemand") == Reason::not_found);
  }
}

TEST_CASE("an empty password is no password, and no name is a question of its own") {
  if (not is_there()) return;
  auto const at = place({told("")});
  for (auto const& empty : {""s, "\0"s, std::string{anna} + "\0"s})
    CHECK(prove(at, "anna", empty) == Reason::password_refused);
  for (auto const& name : {"*"s, "ann*"s, "*)(uid=*"s, "anna)(objectClass=*"s, "anna)(|(uid=*"s, "\\2a"s, "uid=anna"s,
                           "anna,ou=Personen,dc=gescher,dc=example"s}) {
    CAPTURE(name);
    CHECK(prove(at, name, anna) == Reason::not_found);
    CHECK(ldap::network().find(at, name) == Reason::not_found);
  }
  for (auto const& name : {""s, "anna\0"s, "\0anna"s, "\xff\xfe"s, std::string(300, 'a')}) {
    CHECK(prove(at, name, anna) == Reason::password_refused);
    CHECK(ldap::network().find(at, name) == Reason::not_found);
  }
}

TEST_CASE("who is not in the group, or there twice, is not let in; the filter of the house counts, too") {
  if (not is_there()) return;
  auto at = place({told("")});
  CHECK(prove(at, "bernd", "Bernds Passwort ist lang") == Reason::not_found);
  CHECK(prove(at, "doppelt", "gleich und gleich") == Reason::several);
  at.filter = "(!(sn=Muster))";
  CHECK(prove(at, "anna", anna) == Reason::not_found);
  at.group.clear();
  at.filter.clear();
  CHECK(prove(at, "bernd", "Bernds Passwort ist lang") == Reason::fits);
  at.filter = "(sn=Muster";  // wrong in the file of the operator: nobody gets in by it
  CHECK(prove(at, "anna", anna) == Reason::unexpected);
}

TEST_CASE("a directory whose certificate is of another CA, or of another host, is told nothing") {
  if (not is_there()) return;
  for (auto const& address : {told(""), told("S")}) {
    auto at = place({address});
    at.ca_file = told("_OTHER_CA");
    CHECK(prove(at, "anna", anna) == Reason::insecure);
    at.ca_file = "/nirgends.pem";
    CHECK(prove(at, "anna", anna) == Reason::insecure);
    at.ca_file.clear();  // of the system: it knows this CA no more
    CHECK(prove(at, "anna", anna) == Reason::insecure);
  }
  CHECK(prove(place({told("_OTHER_HOST")}), "anna", anna) == Reason::insecure);
}

TEST_CASE("the account that searches must come in itself") {
  if (not is_there()) return;
  auto at = place({told("")});
  at.bind_secret = "falsch";
  CHECK(prove(at, "anna", anna) == Reason::service_refused);
  at.bind_secret.clear();
  CHECK(prove(at, "anna", anna) == Reason::service_refused);
}

TEST_CASE("a server that is away, mute or drips is given up in time, and the next one is asked") {
  if (not is_there()) return;
  using std::chrono::milliseconds;
  auto const mute = told("_MUTE"), dripping = told("_DRIPPING");
  for (auto const& address : {"ldap://127.0.0.1:1"s, "ldaps://127.0.0.1:1"s, "ldap://" + mute, "ldaps://" + mute,
                              "ldap://" + dripping, "ldaps://" + dripping}) {
    CAPTURE(address);
    auto at = place({address});
    at.connect = milliseconds{300};
    at.whole = milliseconds{900};
    auto const begun = std::chrono::steady_clock::now();
    auto const reason = prove(at, "anna", anna);
    CHECK_FALSE(ldap::has_answered(reason));
    CHECK(reason != Reason::fits);
    CHECK(std::chrono::steady_clock::now() - begun < milliseconds{3000});
  }
  auto at = place({"ldaps://" + mute, "ldap://127.0.0.1:1", told("")});
  at.connect = milliseconds{300};
  CHECK(prove(at, "anna", anna) == Reason::fits);
}
