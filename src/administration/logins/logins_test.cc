#include "administration/logins/logins.h"

#include <doctest/doctest.h>

#include "administration/logins/rules/claims.h"
#include "administration/logins/rules/settings.h"

using namespace kreislauf;
using namespace kreislauf::logins;
namespace json = boost::json;

TEST_CASE("a street ends where its number begins") {
  auto const split = [](std::string_view line) {
    auto const both = split_street(line);
    return both.street + "|" + both.house_number;
  };
  CHECK(split("Marktplatz 1") == "Marktplatz|1");
  CHECK(split("Weg 12 a") == "Weg|12 a");
  CHECK(split("Straße des 17. Juni 135") == "Straße des 17. Juni|135");
  CHECK(split("Am Bach 3-5") == "Am Bach|3-5");
  CHECK(split("  Am Bach 3b ") == "Am Bach|3b");
  CHECK(split("Hof Nienhaus") == "Hof Nienhaus|");
  CHECK(split("1") == "1|");
  CHECK(split("") == "|");
}

TEST_CASE("names of OpenID Connect and of BundID are understood, and nothing else is taken") {
  json::object const standard{
      {"sub", "s"},
      {"given_name", "Erika"},
      {"family_name", "Mustermann"},
      {"birthdate", "1964-08-12"},
      {"address", {{"street_address", "Heidestraße 17"}, {"postal_code", "51147"}, {"locality", "Köln"}}},
      {"phone_number", "0221"}};
  json::object const bundid{{"bPK2", "BFN-1"},
                            {"firstName", "Erika"},
                            {"lastName", "Mustermann"},
                            {"dateOfBirth", "1964-08-12"},
                            {"streetAndBuilding", "Heidestraße 17"},
                            {"zipCode", "51147"},
                            {"city", "Köln"},
                            {"nationality", "D"}};
  Attributes const erika{.given_name = "Erika",
                         .family_name = "Mustermann",
                         .birthdate = "1964-08-12",
                         .street = "Heidestraße",
                         .house_number = "17",
                         .postal_code = "51147",
                         .place = "Köln"};
  CHECK(attributes_in(standard, Holder::person) == erika);
  CHECK(attributes_in(bundid, Holder::person) == erika);
  CHECK(pseudonym_in(standard) == "s");
  CHECK(pseudonym_in(bundid) == "BFN-1");
}

TEST_CASE("of a company its name and who acts for it are taken, but no birth date") {
  json::object const muk{{"orgCompanyName", "Muster GmbH"},
                         {"orgStreet", "Hauptstraße"},
                         {"orgBuilding", "5"},
                         {"orgZipCode", "48712"},
                         {"orgCity", "Gescher"},
                         {"firstName", "Max"},
                         {"lastName", "Muster"},
                         {"dateOfBirth", "1970-01-01"}};
  auto const a = attributes_in(muk, Holder::company);
  CHECK(a.company == "Muster GmbH");
  CHECK(a.family_name == "Muster");
  CHECK(a.birthdate.empty());
  CHECK(a.place == "Gescher");
  CHECK(attributes_in(muk, Holder::person).company.empty());
}

TEST_CASE("what is no name, no day or no text is left out") {
  auto const given = [](json::value value) {
    json::object claims;
    claims["given_name"] = std::move(value);
    return attributes_in(claims, Holder::person).given_name;
  };
  CHECK(given("Erika") == "Erika");
  CHECK(given(" Erika ") == "Erika");
  CHECK(given("a\nb").empty());
  CHECK(given(5).empty());
  CHECK(given(json::string(201, 'x')).empty());
  CHECK(given(json::string(200, 'x')).size() == 200);
  CHECK(attributes_in({{"birthdate", "1964-00-00"}}, Holder::person).birthdate.empty());
  CHECK(attributes_in({{"birthdate", "1964-02-30"}}, Holder::person).birthdate.empty());
}

TEST_CASE("levels are those of the answer, and an unknown one is none") {
  Provider provider{.id = "bundid", .name = "BundID", .level_claim = "assurance"};
  auto const level = [&](std::string_view value) { return level_of({{"assurance", value}}, provider); };
  CHECK(level("STORK-QAA-Level-1") == Level::basic);
  CHECK(level("STORK-QAA-Level-3") == Level::substantial);
  CHECK(level("STORK-QAA-Level-4") == Level::high);
  CHECK(level("STORK-QAA-Level-5") == Level::none);
  CHECK(level("") == Level::none);
  CHECK(level_of({{"acr", "STORK-QAA-Level-4"}}, provider) == Level::none);  // another claim than the one set up
  provider.levels = {{"gold", Level::substantial}, {"STORK-QAA-Level-4", Level::basic}};
  CHECK(level("gold") == Level::substantial);
  CHECK(level("STORK-QAA-Level-4") == Level::basic);  // what the operator says goes before what is usual
  provider.levels = {};
  provider.asked_levels = {"STORK-QAA-Level-1", "STORK-QAA-Level-3", "STORK-QAA-Level-4"};
  CHECK(levels_to_ask(provider, Level::substantial) ==
        std::vector<std::string>{"STORK-QAA-Level-3", "STORK-QAA-Level-4"});
}

TEST_CASE("a proof is read as it was written, and what is none is none") {
  Proof const proof{.provider = "BundID",
                    .level = Level::high,
                    .at = "2026-11-29T10:00:00Z",
                    .pseudonym = "BFN-1",
                    .attributes = {.given_name = "Erika", .family_name = "Müstermann \"x\"", .place = "Köln"}};
  auto const again = proof_in(text_of(proof));
  REQUIRE(again);
  CHECK(again->provider == "BundID");
  CHECK(again->level == Level::high);
  CHECK(again->attributes == proof.attributes);
  for (auto const* wrong : {"", "{}", "[]", R"({"level":"high"})", R"({"level":"huge","attributes":{}})"})
    CHECK_FALSE(proof_in(wrong));
}

TEST_CASE("the file of the operator is read with every problem and its line, and never with its secret") {
  auto const problems_of = [](std::string const& text) {
    std::vector<authored::Problem> problems;
    read_settings(text, "logins.toml", problems);
    std::string all;
    for (auto const& one : problems) all += std::to_string(one.line) + ": " + one.message + "\n";
    return all;
  };
  std::string const fine = R"([[provider]]
id = "bundid"
name = "BundID"
issuer = "https://id.example"
client_id = "gescher"
client_secret = "sehr-geheim"
scopes = ["openid", "profile"]
acr_values = ["STORK-QAA-Level-4"]
levels = { gold = "high" }
)";
  CHECK(problems_of(fine).empty());
  std::vector<authored::Problem> none;
  auto const read = read_settings(fine, "f", none).providers;
  REQUIRE(read.size() == 1);
  CHECK(read[0].registration.secret == "sehr-geheim");
  CHECK(read[0].levels.at("gold") == Level::high);
  auto const without = [&](std::string_view from, std::string_view to) {
    auto text = fine;
    text.replace(text.find(from), from.size(), to);
    return problems_of(text);
  };
  CHECK(without("https://", "http://").find("https://") != std::string::npos);
  CHECK(without("client_secret = \"sehr-geheim\"", "").find("client_secret") != std::string::npos);
  CHECK(without("\"openid\", ", "").find("openid") != std::string::npos);
  CHECK(without("\"high\"", "\"huge\"").find("a level is") != std::string::npos);
  CHECK(without("client_id", "client").find("client_id") != std::string::npos);
  CHECK(without("bundid", "Bund ID").find("small letters") != std::string::npos);
  CHECK(without("client_secret = \"sehr-geheim\"", "private_key = \"sehr-geheim\"").find("PEM") != std::string::npos);
  CHECK(without("scopes", "levels = \"sehr-geheim\"\nscopes").find("sehr-geheim") == std::string::npos);
  CHECK(problems_of(fine + fine).find("two providers") != std::string::npos);
}

TEST_CASE("a directory of passwords is set up with TLS, a base and an account that may search, for towns by name") {
  auto const problems_of = [](std::string const& text) {
    std::vector<authored::Problem> problems;
    read_settings(text, "logins.toml", problems);
    std::string all;
    for (auto const& one : problems) all += std::to_string(one.line) + ": " + one.message + "\n";
    return all;
  };
  std::string const fine = R"toml([[ldap]]
id = "ad"
name = "Verzeichnis der Stadt"
towns = ["gescher"]
addresses = ["ldaps://dc1.gescher.example", "ldap://dc2.gescher.example:3389"]
ca_file = "/etc/kreislauf/ca.pem"
base = "ou=Personen,dc=gescher,dc=example"
bind_name = "cn=kreislauf,dc=gescher,dc=example"
bind_secret = "sehr-geheim"
name_attribute = "sAMAccountName"
group = "cn=Portal,ou=Gruppen,dc=gescher,dc=example"
filter = "(!(userAccountControl:1.2.840.113556.1.4.803:=2))"
)toml";
  CHECK(problems_of(fine).empty());
  std::vector<authored::Problem> none;
  auto const read = read_settings(fine, "f", none).directories;
  REQUIRE(read.size() == 1);
  CHECK(read[0].place.addresses.size() == 2);
  CHECK(read[0].place.name_attribute == "sAMAccountName");
  auto const with = [&](std::string_view from, std::string_view to) {
    auto text = fine;
    text.replace(text.find(from), from.size(), to);
    return problems_of(text);
  };
  CHECK(with("ldaps://", "http://").find("ldaps://HOST") != std::string::npos);
  CHECK(with("dc1.gescher.example", "dc1/dc=x??sub?").find("ldaps://HOST") != std::string::npos);
  CHECK(with("sAMAccountName", "uid=*)(x").find("attribute") != std::string::npos);
  CHECK(with("\"(!(", "\"!((").find("brackets") != std::string::npos);
  for (auto const* needed : {"base", "bind_name", "bind_secret", "towns", "addresses", "name"})
    CHECK(with(std::string{needed} + " =", "x =").find(needed) != std::string::npos);
  CHECK(with("sehr-geheim\"", "sehr-geheim\"\nfremd = \"sehr-geheim\"").find("sehr-geheim") == std::string::npos);
  CHECK(problems_of(fine + fine).find("two directories") != std::string::npos);
}

namespace {

struct Peer final : ldap::Peer {
  ldap::Reason prove(ldap::Place const&, std::string_view name, std::string_view) override {
    ++asked;
    last = name;
    if (meanwhile) meanwhile();
    return reason;
  }
  ldap::Reason find(ldap::Place const&, std::string_view) override { return reason; }
  ldap::Reason reason = ldap::Reason::fits;
  int asked = 0;
  std::string last;
  std::function<void()> meanwhile;
};

struct Town {
  Town() {
    PasswordDirectory one{.id = "ad", .name = "Verzeichnis", .towns = {"gescher"}, .place = {}};
    all.use({one}, peer);
    gescher.slug = "gescher";
    ahaus.slug = "ahaus";
  }
  FixedClock clock{parse_iso_utc("2026-11-23T08:30:00Z")};
  Peer peer;
  PasswordDirectories all{clock};
  authority::Authority gescher, ahaus;
};

}  // namespace

TEST_CASE_FIXTURE(Town, "a directory is asked about the staff of its own authority alone") {
  REQUIRE(all.of(gescher) != nullptr);
  CHECK(all.of(ahaus) == nullptr);
  CHECK(all.prove(*all.of(gescher), "anna", "x") == ldap::Reason::fits);
  CHECK(all.pretend(*all.of(gescher)) == ldap::Reason::not_found);  // whatever it says
  CHECK(peer.last == "-");
}

TEST_CASE_FIXTURE(Town, "a directory that is away is left alone for a moment, then asked once whether it is back") {
  auto const& directory = *all.of(gescher);
  peer.reason = ldap::Reason::unreachable;
  for (int i = 0; i < 5; ++i) CHECK(all.prove(directory, "anna", "x") == ldap::Reason::unreachable);
  CHECK(peer.asked == 1);
  clock.advance(std::chrono::seconds{16});
  peer.meanwhile = [&] {
    peer.meanwhile = {};
    CHECK(all.prove(directory, "bernd", "x") == ldap::Reason::unreachable);  // who comes meanwhile does not wait
  };
  peer.reason = ldap::Reason::fits;
  CHECK(all.prove(directory, "anna", "x") == ldap::Reason::fits);
  CHECK(peer.asked == 2);
  CHECK(all.prove(directory, "anna", "x") == ldap::Reason::fits);
}

TEST_CASE_FIXTURE(Town, "of the workers some are left for those who need no directory") {
  auto const& directory = *all.of(gescher);
  int deep = 0, refused = 0;
  peer.meanwhile = [&] {
    if (++deep < 20 and all.prove(directory, "anna", "x") == ldap::Reason::too_slow) ++refused;
  };
  all.prove(directory, "anna", "x");
  CHECK(peer.asked == 6);
  CHECK(refused == 1);
  peer.meanwhile = {};
  CHECK(all.prove(directory, "anna", "x") == ldap::Reason::fits);
}
