#include "platform/search/search.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <thread>

using namespace kreislauf::search;

namespace {

/// A small town hall. Documents are numbered in the order they are given.
class TownHall {
 public:
  TownHall& offers(std::string name, std::vector<std::string> keywords = {}, float prior = 0) {
    Document document{.id = static_cast<std::uint32_t>(names_.size()),
                      .key = fmt::format("K{}", names_.size()),
                      .fields = {},
                      .prior = prior};
    document.fields.push_back({FieldKind::name, name});
    for (auto& keyword : keywords) document.fields.push_back({FieldKind::keyword, std::move(keyword)});
    names_.push_back(std::move(name));
    builder_.add(std::move(document));
    return *this;
  }
  TownHall& says(std::string everyday, std::string official) {
    synonyms_.push_back({std::move(everyday), std::move(official), 1});
    return *this;
  }
  Index open() {
    builder_.synonyms(std::move(synonyms_));
    return std::move(builder_).build();
  }

 private:
  IndexBuilder builder_{Language::german};
  std::vector<Synonym> synonyms_;
  std::vector<std::string> names_;
};

TownHall town_hall() {
  TownHall hall;
  for (auto const* name :
       {"Hundesteuer", "Hundesteuer Befreiung", "Hundehaltung Anmeldung", "Hundehaltung Abmeldung",
        "Personalausweis Ausstellung", "Personalausweis Meldung wegen Verlust", "Reisepass", "Sperrmüll Entsorgung",
        "Wohnsitz Anmeldung", "Wohnsitz Abmeldung", "Kraftfahrzeug Zulassung", "Kraftfahrzeug Abmeldung",
        "Gewerbe Anmeldung", "Führerschein", "Störung der Straßenbeleuchtung", "Bibliotheksausweis",
        "Baumfällgenehmigung", "Geburtsurkunde Ausstellung", "Wohngeld"}) {
    hall.offers(name);
  }
  hall.says("umziehen", "wohnsitz anmeldung")
      .says("auto", "kraftfahrzeug")
      .says("auto anmelden", "kraftfahrzeug zulassung");
  hall.says("perso", "personalausweis")
      .says("verloren", "verlust")
      .says("bücherei", "bibliotheksausweis")
      .says("laterne kaputt", "störung straßenbeleuchtung");
  return hall;
}

std::string first(Index const& index, std::string_view query) {
  auto const hits = index.query(query);
  return hits.empty() ? "" : std::string{index.name(hits.front().id)};
}

}  // namespace

TEST_CASE("people find a service however they spell it") {
  auto const index = town_hall().open();
  CHECK(first(index, "Sperrmüll") == "Sperrmüll Entsorgung");
  CHECK(first(index, "sperrmuell") == "Sperrmüll Entsorgung");
  CHECK(first(index, "SPERRMULL") == "Sperrmüll Entsorgung");
  CHECK(first(index, "Hunndesteuer") == "Hundesteuer");
  CHECK(first(index, "Reisepas") == "Reisepass");
  CHECK(first(index, "Fürerschein") == "Führerschein");
  CHECK(first(index, "Gewerbe anmeldn") == "Gewerbe Anmeldung");
}

TEST_CASE("people ask in sentences") {
  auto const index = town_hall().open();
  CHECK(first(index, "Wo kann ich meinen Hund anmelden?") == "Hundehaltung Anmeldung");
  CHECK(first(index, "ich melde meinen hund ab") == "Hundehaltung Abmeldung");
  CHECK(first(index, "Ich habe meinen Hund angemeldet") == "Hundehaltung Anmeldung");
  CHECK(first(index, "Wie kann ich umziehen") == "Wohnsitz Anmeldung");
}

TEST_CASE("compounds meet their parts in both directions") {
  auto const index = town_hall().open();
  CHECK(first(index, "sperr müll") == "Sperrmüll Entsorgung");
  CHECK(first(index, "personal ausweis") == "Personalausweis Ausstellung");
  CHECK(first(index, "hund steuer") == "Hundesteuer");
  CHECK(first(index, "Sperrmüllentsorgung") == "Sperrmüll Entsorgung");
  CHECK(first(index, "hundesteuerbefreiung") == "Hundesteuer Befreiung");
  CHECK(first(index, "gewerbeanmeldung") == "Gewerbe Anmeldung");
  CHECK(first(index, "büchereiausweis") == "Bibliotheksausweis");
}

TEST_CASE("everyday words lead to official ones, phrases before single words") {
  auto const index = town_hall().open();
  CHECK(first(index, "auto anmelden") == "Kraftfahrzeug Zulassung");
  CHECK(first(index, "auto abmelden") == "Kraftfahrzeug Abmeldung");
  CHECK(first(index, "perso verloren") == "Personalausweis Meldung wegen Verlust");
  CHECK(first(index, "die laterne ist kaputt") == "Störung der Straßenbeleuchtung");
  CHECK(first(index, "umzihen") == "Wohnsitz Anmeldung");  // a typo in an everyday word
}

TEST_CASE("an exact word comes before its beginning, its beginning before a typo") {
  auto const index = TownHall{}.offers("Reibe").offers("Reisepass").offers("Reise").open();
  auto const hits = index.query("reise");
  REQUIRE(hits.size() == 2);
  CHECK(index.name(hits[0].id) == "Reise");
  CHECK(index.name(hits[1].id) == "Reisepass");
  CHECK(first(index, "reipe") == "Reibe");  // only when nothing else fits
}

TEST_CASE("the name that says nothing else comes first") {
  auto const index = town_hall().open();
  CHECK(first(index, "hundesteuer") == "Hundesteuer");
  CHECK(first(index, "hundesteuer befreiung") == "Hundesteuer Befreiung");
}

TEST_CASE("a keyword that is the whole query beats words in passing") {
  auto const index =
      TownHall{}.offers("Abfallberatung", {"tonne", "grüne tonne"}).offers("Tonne auf der Straße abstellen").open();
  CHECK(first(index, "grüne tonne") == "Abfallberatung");
}

TEST_CASE("popularity decides between equals and never against the words") {
  auto const index =
      TownHall{}.offers("Wohngeld Änderung").offers("Wohngeld Bewilligung", {}, 1).offers("Reisepass", {}, 0).open();
  CHECK(first(index, "wohngeld") == "Wohngeld Bewilligung");
  CHECK(first(index, "wohngeld änderung") == "Wohngeld Änderung");
  CHECK(first(index, "reisepass") == "Reisepass");
}

TEST_CASE("equals stand in the order of name length, then key") {
  auto const index = TownHall{}.offers("Parken am Markt").offers("Parken am Rad").offers("Parken am Rad").open();
  auto const hits = index.query("parken");
  REQUIRE(hits.size() == 3);
  CHECK(index.key(hits[0].id) == "K1");
  CHECK(index.key(hits[1].id) == "K2");
  CHECK(index.key(hits[2].id) == "K0");
}

TEST_CASE("a town shows only what it offers, its favourites first") {
  auto const index = town_hall().open();
  auto const hits = index.query("hund", {.limit = 10,
                                         .allowed = [](auto id) { return id == 1 or id == 3; },
                                         .boost = [](auto id) { return id == 3 ? 1.0f : 0.0f; }});
  REQUIRE(hits.size() == 2);
  CHECK(hits.front().id == 3);
}

TEST_CASE("hits name the words they were found by") {
  auto const index = town_hall().open();
  auto const hits = index.query("auto anmelden");
  REQUIRE(not hits.empty());
  auto const& matched = hits.front().matched;
  CHECK(std::find(matched.begin(), matched.end(), "kraftfahrzeug") != matched.end());
}

TEST_CASE("suggestions grow with every letter, in any word order, and do not repeat names") {
  auto const index = town_hall().open();
  auto const suggested = [&](std::string_view text) {
    auto const list = index.suggest(text);
    return list.empty() ? "" : list.front().text;
  };
  CHECK(suggested("wohng") == "Wohngeld");
  CHECK(suggested("anm hund") == "Hundehaltung Anmeldung");
  CHECK(suggested("hund anm") == "Hundehaltung Anmeldung");
  CHECK(suggested("reisp") == "Reisepass");
  CHECK(suggested("") == "");
  auto const twice = TownHall{}.offers("Reisepass").offers("Reisepass").open();
  CHECK(twice.suggest("reise").size() == 1);
}

TEST_CASE("did you mean offers the corrected text in people's spelling, and only when something was wrong") {
  auto const index = town_hall().open();
  CHECK(index.did_you_mean("Hudnesteuer zahlen").value_or("") == "Hundesteuer zahlen");
  CHECK(index.did_you_mean("mein Fürerschein").value_or("") == "mein Führerschein");
  CHECK(index.did_you_mean("ich will umzihen").value_or("") == "ich will umziehen");
  CHECK_FALSE(index.did_you_mean("Hundesteuer").has_value());
  CHECK_FALSE(index.did_you_mean("wohngeld bewerbe").has_value());  // no typo of "Gewerbe" when the answer is another
  CHECK_FALSE(index.did_you_mean("xqzv").has_value());
  CHECK_FALSE(index.did_you_mean("").has_value());
}

TEST_CASE("an English index stems English and splits nothing") {
  IndexBuilder builder{Language::english};
  builder.add({.id = 7, .key = "K7", .fields = {{FieldKind::name, "Registering a dog"}}, .prior = 0});
  builder.add({.id = 8, .key = "K8", .fields = {{FieldKind::name, "Passports"}}, .prior = 0});
  auto const index = std::move(builder).build();
  CHECK(index.query("how do I register my dogs").front().id == 7);
  CHECK(index.query("passport").front().id == 8);
}

TEST_CASE("two builds of the same documents answer alike, and threads do not disturb each other") {
  auto const one = town_hall().open();
  auto const two = town_hall().open();
  std::vector<std::thread> people;
  std::vector<int> differences(4, 0);
  for (std::size_t i = 0; i < differences.size(); ++i) {
    people.emplace_back([&, i] {
      for (auto const* query : {"hund anmelden", "perso verloren", "sperr müll", "Reisepas", "wohnsitz"}) {
        auto const left = one.query(query);
        auto const right = two.query(query);
        if (left.size() != right.size()) ++differences[i];
        for (std::size_t k = 0; k < std::min(left.size(), right.size()); ++k)
          differences[i] += left[k].id != right[k].id or left[k].score != right[k].score;
      }
    });
  }
  for (auto& person : people) person.join();
  CHECK(differences == std::vector<int>(4, 0));
}

TEST_CASE("a broken synonym table names the line and what to put right") {
  CHECK(read_synonyms("everyday,official,weight\nperso,personalausweis,1\n").value().size() == 1);
  CHECK(read_synonyms("everyday,official\nperso,personalausweis\n").error().find("line 1") != std::string::npos);
  CHECK(read_synonyms("everyday,official,weight\nperso,personalausweis,2\n").error() ==
        "synonyms, line 2: the weight must be above 0 and at most 1");
  CHECK(read_synonyms("everyday,official,weight\nperso,,1\n").error() == "synonyms, line 2: both words are needed");
  CHECK(read_synonyms("").error().find("empty") != std::string::npos);
}
