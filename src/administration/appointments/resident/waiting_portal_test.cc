#include "tests/support/booking_town.h"

using namespace kreislauf;
using namespace std::chrono;
using appointments::State;
using namespace kreislauf::test;
using Town = BookingTown;

TEST_CASE_FIXTURE(Town, "who waits is asked in order; an unused offer goes to the next, and nobody loses the place") {
  auto const booked = confirmed("202611241000");
  auto const joins = [&](std::string const& who) {
    auto const person = "&wann=vormittag&wann=nachmittag&name=" + who + "&mail=" + who + "%40beispiel.de";
    auto const answer = post(host, "/termine/warteliste", form(who) + "&dienst=99008001012000" + person);
    REQUIRE(answer.status == 303);
    CHECK(header(answer, "Location") == "/termine/warteliste/eingetragen");
    CHECK(has(get(host, entry_path()), "Möchten Sie auf die Warteliste?"));
    REQUIRE(post(host, entry_path(), form("yes " + who) + "&antwort=warten").status == 303);
    return entry_path();
  };
  auto const first = joins("anna"), second = joins("bernd");
  post(host, "/termin/" + booked + "/absagen", form("c1"));
  time_passes(minutes{1});
  CHECK(has(get(host, first), "Eine Zeit ist frei geworden"));
  CHECK(has(get(host, second), "Ihr Platz auf der Liste: 1."));
  CHECK(reserves("202611241000", "a watcher").status == 409);

  time_passes(minutes{121});
  CHECK(has(get(host, first), "Ihr Platz auf der Liste: 1."));
  CHECK(has(get(host, second), "Eine Zeit ist frei geworden"));
  CHECK(post(host, first, form("a1") + "&antwort=annehmen").status == 410);

  auto const taken = post(host, second, form("b1") + "&antwort=annehmen");
  REQUIRE(taken.status == 303);
  CHECK(has(get(host, header(taken, "Location")), "Ihr Termin ist gebucht"));
}

TEST_CASE_FIXTURE(Town, "nobody is put on the waiting list by others, and who does not confirm is forgotten") {
  auto const joins = [&](std::string const& who) {
    auto const person = "&wann=vormittag&name=" + who + "&mail=" + who + "%40beispiel.de";
    return post(host, "/termine/warteliste", form(who) + "&dienst=99008001012000" + person).status;
  };
  auto const rows = [&] {
    std::int64_t count = 0;
    database("gescher").read([&](db::Connection& c) { count = c.number("SELECT COUNT(*) FROM waiting_list"); });
    return count;
  };
  auto const booked = confirmed("202611241000");
  REQUIRE(joins("opfer") == 303);
  auto const victim = entry_path();
  CHECK(link_in("Bitte bestätigen Sie Ihren Platz auf der Warteliste") == victim);
  post(host, "/termin/" + booked + "/absagen", form("c1"));
  time_passes(minutes{90});
  CHECK(has(get(host, victim), "Möchten Sie auf die Warteliste?"));  // no offer has gone out
  CHECK(reserves("202611241000", "somebody else").status == 303);

  // Who did not ask says so, and nothing is left.
  CHECK(rows() == 1);
  REQUIRE(post(host, victim, form("no") + "&antwort=gehen").status == 303);
  CHECK(rows() == 0);
  CHECK(get(host, victim).status == 404);

  // Six of one network wait for their confirmation; a link that was opened gives its place back.
  std::vector<std::string> paths;
  for (int i = 0; i < 6; ++i) {
    REQUIRE(joins(std::string(3, static_cast<char>('a' + i))) == 303);
    paths.push_back(entry_path());
  }
  CHECK(joins("ggg") == 429);
  REQUIRE(post(host, paths[0], form("w0") + "&antwort=warten").status == 303);
  CHECK(joins("hhh") == 303);
  time_passes(hours{25});
  auto const late = post(host, paths[1], form("w1") + "&antwort=warten");
  CHECK(late.status != 200);
  CHECK(rows() == 1);  // the one that was confirmed
}

TEST_CASE_FIXTURE(Town, "an earlier time replaces the later one in the same moment") {
  auto const early = confirmed("202611241000", "anna@beispiel.de");
  auto const later = confirmed("202611271000");
  auto const list = post(host, "/termin/" + later + "/frueher", form("f1"));
  REQUIRE(list.status == 303);
  post(host, "/termin/" + early + "/absagen", form("c1"));
  time_passes(minutes{1});
  auto const taken = post(host, header(list, "Location"), form("t1") + "&antwort=annehmen");
  REQUIRE(taken.status == 303);
  CHECK(has(get(host, header(taken, "Location")), "Dienstag, 24. November 2026"));
  CHECK(state_of(later) == State::deleted);
}
