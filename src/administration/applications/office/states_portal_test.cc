#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/support/deciding.h"

// Role x route x state of the case: what a page of a case answers in each of its states, to who works in its office and
// to who does not. A new route of a case without a line here fails.
using namespace kreislauf;
using authority::Role;
using cases::Phase;

namespace {

constexpr std::string_view office = "/verwaltung/amt/{amt}";

/// In which states a page is there; in all others it is not found.
using Phases = std::set<Phase>;
Phases const all{Phase::fresh,   Phase::working, Phase::waiting,  Phase::signing,
                 Phase::decided, Phase::closed,  Phase::passed_on},
    open{Phase::fresh, Phase::working, Phase::waiting, Phase::signing}, working{Phase::working, Phase::waiting}, none{};

std::map<std::string, Phases> const pages{
    {"/antraege/{nummer}", all},
    {"/antraege/{nummer}/abgeben", {Phase::fresh, Phase::working, Phase::waiting}},
    {"/antraege/{nummer}/bescheid",
     {Phase::fresh, Phase::working, Phase::waiting}},  // nothing was drafted: there is nothing to sign
    {"/antraege/{nummer}/bescheid/{datei}", none},     // and no file
    {"/antraege/{nummer}/dateien/{datei}", none},      // nothing was attached
    {"/antraege/{nummer}/nachfordern", working},
    {"/antraege/{nummer}/nachrichten", {Phase::fresh, Phase::working, Phase::waiting, Phase::signing, Phase::decided}},
    {"/antraege/{nummer}/nachrichten/{datei}", none},
    {"/antraege/{nummer}/papier/{blatt}", none},  // nothing came on paper
    {"/antraege/{nummer}/weitergeben", {Phase::fresh, Phase::working, Phase::waiting}},
    {"/antraege/{nummer}/zurueckgeben", none},  // nothing came from another authority
    {"/faelle/{fall}", all},
    {"/faelle/{fall}/stellungnahme", open},
    {"/faelle/{fall}/verknuepfen", all},
    {"/beteiligen/{fall}", open},
    {"/beteiligungen/{nummer}", none},  // no authority asks
    {"/beteiligungen/{nummer}/dateien/{datei}", none},
    {"/stellungnahmen/{nummer}", none},  // nobody was asked
    {"/stellungnahmen/{nummer}/dateien/{datei}", none},
    {"/post/{auftrag}/briefe.pdf", none},  // nothing was printed
};

bool is_of_case(std::string_view pattern) {
  for (auto const* of :
       {"/antraege/{", "/faelle/{", "/beteiligen/{", "/beteiligungen/{", "/stellungnahmen/{", "/post/{"}) {
    if (pattern.starts_with(std::string{office} + of)) return true;
  }
  return false;
}

std::string path_of(std::string_view pattern, std::string_view amt) {
  std::string path{pattern};
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{')) {
    auto const end = path.find('}', at);
    bool const is_office = path.substr(at, end - at + 1) == "{amt}";
    path.replace(at, end - at + 1, is_office ? std::string{amt} : "1");
  }
  return path;
}

/// Two people sign, so that a case can wait for the second one.
constexpr std::string_view two_people = "[decision]\nfour_eyes = true\n";

struct States : test::Deciding {
  States() : Deciding(std::string{two_people}) {}

  /// Anna works for these services of her office only.
  void anna_for(std::vector<std::string> services) {
    staff("gescher", "anna", {{Role::clerk, "buergerbuero", std::move(services)}});
  }
  /// Brings the case of the fixture, which somebody has taken, where it shall be.
  void bring_to(Phase phase) {
    constexpr std::string_view fall = "/verwaltung/amt/buergerbuero/faelle/1";
    if (phase == Phase::fresh) press("tun=zurueckgeben", fall);
    if (phase == Phase::waiting)
      press("art=nachfordern&fragen=elektro&nachricht=Bitte&bis=2026-12-07",
            std::string{test::decided_page} + "/nachfordern");
    if (phase == Phase::signing or phase == Phase::decided) press("tun=bewilligt&begruendung=Ja", test::decided_page);
    if (phase == Phase::decided) {
      now("bernd");
      press("tun=mitzeichnen", test::decided_page);
    }
    if (phase == Phase::passed_on)
      press("an=05554004&amt=buergerbuero&rechtsgrund=place&grund=Dort",
            std::string{test::decided_page} + "/weitergeben");
    if (phase == Phase::closed) {
      cookies.clear();
      send_form(own + "/zuruecknehmen");
    }
    REQUIRE(this->phase() == cases::name_of(phase));
  }
};

}  // namespace

TEST_CASE_FIXTURE(States, "every page of a case has its states, and in none of them anybody else gets in") {
  auto phase = Phase::working;
  for (auto const one : all) {
    SUBCASE(std::string{cases::name_of(one)}.c_str()) { phase = one; }
  }
  bring_to(phase);
  std::size_t tried = 0;
  for (auto const& route : portal->routes()) {
    if (route.method != http::Method::get or not is_of_case(route.pattern)) continue;
    auto const name = std::string{route.pattern}.substr(office.size());
    CAPTURE(name);
    auto const known = pages.find(name);
    REQUIRE_MESSAGE(known != pages.end(), "say in which states this page is there");
    now("anna");
    auto const answer = page(path_of(route.pattern, "buergerbuero"));
    bool const there = answer.status == 200 or answer.status == 303;
    CHECK(there == known->second.contains(phase));
    if (not there) CHECK(answer.status == 404);
    for (auto const role : {Role::reception, Role::kiosk}) {
      staff("gescher", "rita", {{role, "buergerbuero"}});
      CHECK(page(path_of(route.pattern, "buergerbuero")).status == 403);
    }
    staff("gescher", "carla", {{Role::clerk, "steueramt"}, {Role::head, "steueramt"}});
    CHECK(page(path_of(route.pattern, "buergerbuero")).status == 403);
    CHECK(page(path_of(route.pattern, "steueramt")).status == 404);
    // The letters of all services leave together.
    bool const of_all_services = name.starts_with("/post/");
    anna_for({"sperrmuell-abholen", "hund-anmelden"});
    CHECK(page(path_of(route.pattern, "buergerbuero")).status == (of_all_services ? 403 : answer.status));
    anna_for({"hund-anmelden"});
    CHECK(page(path_of(route.pattern, "buergerbuero")).status == (of_all_services ? 403 : 404));
    ++tried;
  }
  CHECK(tried >= 10);
}

TEST_CASE_FIXTURE(States, "no act on a case is there for who works for other services of the office") {
  auto phase = Phase::working;
  for (auto const one : all) {
    SUBCASE(std::string{cases::name_of(one)}.c_str()) { phase = one; }
  }
  bring_to(phase);
  std::size_t tried = 0;
  for (auto const& route : portal->routes()) {
    if (route.method != http::Method::post or not is_of_case(route.pattern)) continue;
    CAPTURE(std::string{route.pattern});
    anna_for({"hund-anmelden"});
    CHECK(press("tun=uebernehmen", path_of(route.pattern, "buergerbuero")).status == 404);
    ++tried;
  }
  CHECK(tried >= 7);
  CHECK(this->phase() == cases::name_of(phase));
}
