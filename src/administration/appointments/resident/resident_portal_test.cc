#include "platform/acts/acts.h"
#include "tests/support/booking_town.h"

using namespace kreislauf;
using namespace std::chrono;
using appointments::State;
using namespace kreislauf::test;
using Town = BookingTown;

TEST_CASE_FIXTURE(Town, "an identity card appointment takes five pages, from the service to the confirmation") {
  get(host, "/termine/zeiten?dienst=99008001012000");  // the board is read
  auto const service = get(host, "/dienste/personalausweis");
  CHECK(has(service, "Nächste freie Termine"));
  CHECK(has(service, "value=\"buergerbuero.202611231000\""));

  auto const held = reserves("202611231000");
  REQUIRE(held.status == 303);
  auto const token = token_of(held);
  CHECK(has(get(host, "/termine/buchen/" + token), "Die Zeit ist bis 9:50 Uhr für Sie reserviert."));

  REQUIRE(books(token).status == 303);
  CHECK(has(get(host, "/termine/gesendet/" + token), "e…a@beispiel.de"));

  auto const link = link_in("Bitte bestätigen Sie Ihren Termin");
  CHECK(has(get(host, link), "Ja, Termin bestätigen"));
  auto const done = post(host, link, form("k3"));
  REQUIRE(done.status == 303);
  auto const page = get(host, header(done, "Location"));
  CHECK(has(page, "Ihr Termin ist gebucht"));
  CHECK(state_of(token) == State::confirmed);
  CHECK(link_in("Ihr Termin ist gebucht").starts_with("/termin/" + token));
  CHECK(has(get(host, "/termin/" + token + "/kalender.ics"), "DTSTART:20261123T090000Z"));
}

TEST_CASE_FIXTURE(Town, "a form sent twice holds one time; another time from the same page is another hold") {
  auto const first = reserves("202611241000");
  CHECK(token_of(reserves("202611241000")) == token_of(first));
  CHECK(token_of(reserves("202611241010")) != token_of(first));
}

TEST_CASE_FIXTURE(Town, "a taken time answers with the next best times and keeps what was chosen") {
  reserves("202611241000");
  auto const late = reserves("202611241000", "somebody else");
  CHECK(late.status == 409);
  CHECK(has(late, "Diese Zeit wurde gerade vergeben"));
  CHECK(has(late, "name=\"dienst\" value=\"personalausweis\""));
  CHECK_FALSE(has(late, "buergerbuero.202611241000"));
  CHECK(has(late, "buergerbuero.202611241010"));
}

TEST_CASE_FIXTURE(Town, "a hold that has run out says so, and the time is free again") {
  auto const token = token_of(reserves("202611241000"));
  clock.advance(minutes{21});
  auto const late = get(host, "/termine/buchen/" + token);
  CHECK(late.status == 410);
  CHECK(has(late, "Die Reservierung ist abgelaufen"));
  time_passes(minutes{0});
  CHECK(state_of(token) == State::deleted);
  CHECK(reserves("202611241000", "somebody else").status == 303);
}

TEST_CASE_FIXTURE(Town, "a link used twice has a plain answer, a wrong one shows nothing") {
  auto const token = confirmed("202611241000");
  auto const again = get(host, "/termin/" + token + "/bestaetigen/00000000000000000000");
  CHECK(has(again, "Ihr Termin ist schon bestätigt"));
  CHECK(get(host, "/termin/" + std::string(32, '0')).status == 404);

  auto const other = token_of(reserves("202611241010", "k9"));
  books(other, "k10");
  CHECK(post(host, "/termin/" + other + "/bestaetigen/00000000000000000000", form("k11")).status == 404);
  CHECK(state_of(other) == State::preconfirmed);
}

TEST_CASE_FIXTURE(Town, "a missing name is said beside its field, and what was typed is kept") {
  auto const token = token_of(reserves("202611241000"));
  auto const wrong =
      post(host, "/termine/buchen/" + token, form("k2") + "&name=&mail=erika%40beispiel.de&notiz=Kinderwagen");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "Schreiben Sie Ihren Namen."));
  CHECK(has(wrong, "value=\"erika@beispiel.de\""));
  CHECK(has(wrong, "Kinderwagen"));
  CHECK(books(token).status == 303);
}

TEST_CASE_FIXTURE(Town, "an appointment moves: the new time is his, the old one comes back after a while") {
  auto const token = confirmed("202611241000");
  auto const times = get(host, "/termine/zeiten?termin=" + token);
  CHECK(has(times, "Sie verschieben Ihren Termin vom Dienstag, 24. November, 10:00 Uhr."));
  auto const path = "/termin/" + token + "/verschieben";
  CHECK(has(get(host, path + "?zeit=buergerbuero.202611251100"), "Ja, Termin verschieben"));
  REQUIRE(post(host, path, form("m1") + "&zeit=buergerbuero.202611251100").status == 303);
  CHECK(has(get(host, "/termin/" + token), "Mittwoch, 25. November 2026"));
  auto const all = mails();
  auto const letter =
      std::find_if(all.begin(), all.end(), [](auto const& one) { return one.first == "Ihr Termin ist verschoben"; });
  REQUIRE(letter != all.end());
  CHECK(letter->second.find("Nicht mehr: Dienstag, 24. November 2026") != std::string::npos);
  std::vector<acts::Event> trail;
  database("gescher").read([&](db::Connection& c) { trail = acts::events_of(c, of(token).subject()); });
  REQUIRE(trail.size() >= 3);
  CHECK(trail.front().data.find(R"("at":"2026-11-24 10:00")") != std::string::npos);  // what was, stays
  CHECK(trail.back().data == R"({"was":"2026-11-24 10:00","at":"2026-11-25 11:00","office":"buergerbuero"})");
  // It was had for less than an hour: nobody waits for it, and nobody parks times by moving about.
  CHECK(reserves("202611241000", "somebody else").status == 303);
  time_passes(minutes{61});
  REQUIRE(post(host, path, form("m2") + "&zeit=buergerbuero.202611251130").status == 303);
  CHECK(reserves("202611251100", "somebody else at eleven").status == 409);
  time_passes(minutes{31});
  CHECK(reserves("202611251100", "somebody else again").status == 303);
}

TEST_CASE_FIXTURE(Town, "an appointment moves three times a day, not for ever") {
  auto const token = confirmed("202611241000");
  auto const path = "/termin/" + token + "/verschieben";
  auto const move = [&](std::string const& minute) {
    return post(host, path, form("m" + minute) + "&zeit=buergerbuero.2026112510" + minute).status;
  };
  for (auto const* minute : {"00", "10", "20"}) CHECK(move(minute) == 303);
  CHECK(move("30") == 429);
  CHECK(has(get(host, "/termin/" + token), "10:20 Uhr"));
  time_passes(hours{1});
  CHECK(move("40") == 429);
}

TEST_CASE_FIXTURE(Town, "one network has six bookings that nobody has confirmed, and not all of them for two hours") {
  std::vector<std::string> tokens;
  for (int i = 0; i < 7; ++i) {
    auto const minute = std::to_string(10 * (i % 6)), hour = std::to_string(8 + i / 6);
    auto const time = "202611240" + hour + (minute == "0" ? "00" : minute);
    tokens.push_back(token_of(reserves(time, "hold" + time)));
    clock.advance(minutes{2});
    auto const answer = books(tokens.back(), "book" + time, "mensch" + std::to_string(i) + "@beispiel.de");
    CHECK(answer.status == (i < 6 ? 303 : 429));
    if (i < 6) CHECK((parse_iso_utc(of(tokens.back()).until_at) - clock.now() <= minutes{20}) == (i == 5));
  }
  CHECK(state_of(tokens[6]) == State::reserved);  // the time is still held
  auto const path = "/termin/" + tokens[0] + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(tokens[0]));
  REQUIRE(post(host, path, form("c0")).status == 303);
  CHECK(books(tokens[6], "again", "mensch6@beispiel.de").status == 303);
  // The same link sent again has confirmed nothing again.
  for (int i = 0; i < 3; ++i) CHECK(post(host, path, form("c0")).status == 303);
  auto const more = token_of(reserves("202611241100", "more"));
  CHECK(books(more, "b-more", "mensch7@beispiel.de").status == 429);
}

TEST_CASE_FIXTURE(Town, "one mailbox has as many appointments as the office allows, however it is spelt") {
  std::vector<unsigned> answers;
  for (int i = 0; i < 6; ++i) {
    auto const time = "2026112410" + std::to_string(i) + "0";
    auto const token = token_of(reserves(time, "h" + time));
    auto const answer = books(token, "b" + time, "erika%2B" + std::to_string(i) + "@beispiel.de");
    answers.push_back(answer.status);
    if (answer.status != 303) break;
    auto const path = "/termin/" + token + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(token));
    REQUIRE(post(host, path, form("c" + time)).status == 303);
  }
  CHECK(answers.back() == 409);
}

TEST_CASE_FIXTURE(Town, "one mailbox gets one link that it has not asked for, however it is spelt") {
  auto const first = token_of(reserves("202611241000", "h1")), second = token_of(reserves("202611241010", "h2"));
  CHECK(books(first, "b1", "Opfer%2B1@Beispiel.de").status == 303);
  auto const refused = books(second, "b2", "opfer%2B2@beispiel.de");
  CHECK(refused.status == 422);
  CHECK(has(refused, "An diese Adresse haben wir schon eine E-Mail geschickt."));
  CHECK(mails().size() == 1);
  for (int i = 0; i < 5; ++i) post(host, "/termine/gesendet/" + first, form("again" + std::to_string(i)));
  CHECK(mails().size() == 3);  // twice more, then no more today
  // Who has opened the link has asked for it.
  REQUIRE(
      post(host, "/termin/" + first + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(first)), form("c"))
          .status == 303);
  CHECK(books(second, "b3", "opfer%2B2@beispiel.de").status == 303);
}

TEST_CASE_FIXTURE(Town, "cancelling gives the time to others; too late means the telephone") {
  auto const token = confirmed("202611241000");
  REQUIRE(post(host, "/termin/" + token + "/absagen", form("c1")).status == 200);
  CHECK(state_of(token) == State::deleted);
  CHECK(has(get(host, "/termin/" + token), "Abgesagt"));

  auto const soon = confirmed("202611231030");
  clock.advance(minutes{10});
  auto const late = post(host, "/termin/" + soon + "/absagen", form("c2"));
  CHECK(late.status == 409);
  CHECK(has(late, "Dafür ist es jetzt zu spät"));
  CHECK(state_of(soon) == State::confirmed);
}

TEST_CASE_FIXTURE(Town, "one address has a bounded number of open appointments for a service") {
  for (auto const* time : {"202611241000", "202611241010", "202611241020"}) confirmed(time);
  auto const token = token_of(reserves("202611241030", "k4"));
  auto const fourth = books(token, "k5", "ERIKA@beispiel.de");
  CHECK(fourth.status == 409);
  CHECK(has(fourth, "Sie haben schon Termine bei uns"));
}

TEST_CASE_FIXTURE(Town, "personal data are erased after the period of the office, the figures stay") {
  auto const token = confirmed("202611241000");
  time_passes(hours{24 * 32});
  std::int64_t rows = 0;
  database("gescher").read([&](db::Connection& connection) {
    rows = connection.number(
        "SELECT COUNT(*) FROM appointments WHERE state = 'missed' AND erased = 1 AND name = '' AND email = '' AND "
        "token_hash = ''");
  });
  CHECK(rows == 1);
  CHECK(get(host, "/termin/" + token).status == 404);
}

TEST_CASE_FIXTURE(Town, "a form key is one visitor's: its page is kept nowhere, and without one nothing is held") {
  get(host, "/termine/zeiten?dienst=99008001012000");  // the times are read
  auto const page = get(host, "/dienste/personalausweis");
  REQUIRE(has(page, "/termine/reservieren"));
  CHECK(page.caching == http::Caching::none);
  CHECK(post(host, "/termine/reservieren", "dienst=99008001012000&zeit=buergerbuero.202611241000").status == 400);
}

TEST_CASE_FIXTURE(Town, "a name is no message to somebody else: no address, and one line") {
  auto const token = token_of(reserves("202611241000"));
  auto const send = [&](std::string const& name) {
    return post(host, "/termine/buchen/" + token, form("n1") + "&name=" + name + "&mail=opfer%40beispiel.de&pow=0");
  };
  for (auto const* name : {"Hier+https%3A%2F%2Fboese.example", "www.boese.example", "Erika+%3Cscript%3E", "+"}) {
    CAPTURE(name);
    auto const answer = send(name);
    CHECK(answer.status == 422);
    CHECK(has(answer, "id=\"name-fehler\""));
  }
  CHECK(mails().empty());
  REQUIRE(send("Erika%0A%0AMustermann").status == 303);
  // Nobody has confirmed: not even the name, which a stranger may have typed.
  CHECK(mails().at(0).second.starts_with("Guten Tag,\n\n"));
}

TEST_CASE_FIXTURE(Town, "nothing chosen is said beside the services, and on the waiting list a day that is over") {
  auto const nothing = post(host, "/termine/reservieren", form("r1") + "&zeit=buergerbuero.202611241000");
  REQUIRE(nothing.status == 303);
  auto const services = get(host, header(nothing, "Location"));
  CHECK(services.status == 422);
  CHECK(has(services, "<title>Fehler: Termin buchen"));
  CHECK(has(services, "id=\"dienste-fehler\""));

  auto const late = post(host, "/termine/warteliste",
                         form("l1") + "&dienst=99008001012000&bis=1.11.2026&name=Anna&mail=anna%40beispiel.de");
  CHECK(late.status == 422);
  CHECK(has(late, "Schreiben Sie einen Tag, der noch kommt."));
  CHECK(has(late, "value=\"1.11.2026\""));
}

TEST_CASE_FIXTURE(Town, "what must always hold about the data is looked at by the check of the module") {
  confirmed("202611241000");
  for (auto const& module : modules.all()) {
    if (module.name != "appointments") continue;
    auto here = visit("gescher");
    auto const verified = module.checks.at(0).run(here);
    CHECK(verified.findings.empty());
    CHECK(verified.counts.at(0) == std::pair<std::string_view, std::int64_t>{"appointments", 1});
  }
}
TEST_CASE_FIXTURE(Town, "a network holds eight times at once; what is booked or left makes room") {
  std::vector<std::string> tokens;
  for (int i = 0; i < 8; ++i) {
    auto const time = std::string{i < 6 ? "2026112410" : "2026112411"} + std::to_string(i % 6) + "0";
    auto const held = reserves(time, "h" + time);
    REQUIRE(held.status == 303);
    tokens.push_back(token_of(held));
  }
  CHECK(reserves("202611251000", "ninth").status == 429);
  CHECK(post(host, "/termine/buchen/" + tokens[0] + "/laenger", form("l")).status == 429);
  REQUIRE(post(host, "/termine/buchen/" + tokens[1] + "/aufgeben", form("g")).status == 303);
  auto const ninth = reserves("202611251000", "ninth again");
  REQUIRE(ninth.status == 303);
  CHECK(reserves("202611251010", "tenth").status == 429);
  REQUIRE(books(tokens[2], "b", "erika2@beispiel.de").status == 303);
  CHECK(reserves("202611251010", "tenth again").status == 303);
}

TEST_CASE_FIXTURE(Town, "a booking that is refused gives no place among the open holds back, the same form takes one") {
  for (auto const* time : {"202611271000", "202611271010", "202611271020"}) confirmed(time);  // erika has all she may
  std::vector<std::string> tokens;
  for (int i = 0; i < 8; ++i) {
    auto const time = std::string{i < 6 ? "2026112410" : "2026112411"} + std::to_string(i % 6) + "0";
    REQUIRE(reserves(time, "h" + time).status == 303);
    tokens.push_back(token_of(reserves(time, "h" + time)));  // pressed twice
  }
  CHECK(books(tokens[0], "refused").status == 409);
  CHECK(reserves("202611251000", "ninth").status == 429);
}
