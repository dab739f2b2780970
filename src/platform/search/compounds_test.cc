#include "platform/search/compounds.h"

#include <doctest/doctest.h>

using namespace kreislauf::search;

namespace {

/// A splitter that knows these words, each as often as the other.
struct Words {
  explicit Words(std::vector<std::string> words) : list{std::move(words)} {
    for (std::uint32_t i = 0; i < list.size(); ++i) splitter.add(list[i], i, 10);
  }
  std::string split(std::string_view word) const { return joined(splitter.split(word)); }
  std::string edges(std::string_view word) const { return joined(splitter.edges(word)); }
  std::string joined(std::vector<Splitter::Part> const& parts) const {
    std::string out;
    for (auto const& part : parts) out += (out.empty() ? "" : "+") + list[part.term];
    return out;
  }
  std::vector<std::string> list;
  Splitter splitter;
};

}  // namespace

TEST_CASE("a compound splits into the words it is made of") {
  Words const words{{"hund", "steuer", "anmeldung", "sperrmuell", "abholung", "hundesteuer"}};
  CHECK(words.split("sperrmuellabholung") == "sperrmuell+abholung");
  CHECK(words.split("hundesteueranmeldung") == "hundesteuer+anmeldung");
  CHECK(words.split("hundesteuer") == "hund+steuer");
}

TEST_CASE("linking letters between the parts belong to none of them") {
  Words const words{
      {"geburt", "urkunde", "schule", "schul", "pflicht", "kind", "geld", "woche", "markt", "land", "amt"}};
  CHECK(words.split("geburtsurkunde") == "geburt+urkunde");
  CHECK(words.split("kindergeld") == "kind+geld");
  CHECK(words.split("wochenmarkt") == "woche+markt");
  CHECK(words.split("landesamt") == "land+amt");
  CHECK(words.split("schulpflicht") == "schul+pflicht");
}

TEST_CASE("the commoner words win") {
  Splitter splitter;
  splitter.add("meldebescheinigung", 0, 1);
  splitter.add("melde", 1, 200);
  splitter.add("bescheinigung", 2, 200);
  splitter.add("beschein", 3, 1);
  auto const parts = splitter.split("meldebescheinigung");
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].term == 1);
  CHECK(parts[1].term == 2);
}

TEST_CASE("what is no compound stays whole") {
  Words const words{{"anmeldung", "meldung", "unter", "lassung", "ver", "ein"}};
  CHECK(words.split("anmeldung") == "");
  CHECK(words.split("unterlassung") == "");
  CHECK(words.split("verein") == "");
  CHECK(words.split("hund") == "");
  CHECK(words.split("") == "");
}

TEST_CASE("of an unknown compound the known beginning and end are kept") {
  Words const words{{"muelltonne", "reservierung"}};
  CHECK(words.split("grillplatzreservierung") == "");
  CHECK(words.edges("grillplatzreservierung") == "reservierung");
  CHECK(words.edges("muelltonnenleerung") == "muelltonne");
}
