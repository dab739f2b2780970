#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "administration/appointments/acts/environment.h"
#include "app/scheduler.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using namespace kreislauf::test;
using namespace std::chrono;
using appointments::State;

namespace {

std::string const host = "gescher.localhost";

/// Gescher's citizens' office with one desk, Monday, 23 November 2026, 9:30. Mails are read from the outbox.
struct Town : TestPortal {
  Town() {
    database("gescher").write([&](db::Connection& connection) {
      using namespace appointments;
      Settings settings;
      settings.office = "buergerbuero";
      store::save(connection, settings);
      store::save_rules(connection, "buergerbuero", "Mo-Fr 08:00-12:00 alle 10 Minuten", clock.now(), "test");
      for (auto const* key : {"99008001012000", "99085001012000"}) {
        store::save(connection, BookableService{.office = "buergerbuero",
                                                .service = key,
                                                .label = "Dienst",
                                                .minutes = 10,
                                                .most = 4,
                                                .phone = true,
                                                .resource = {}});
      }
      store::save(connection, Desk{.office = "buergerbuero", .name = "Schalter 1", .position = 1, .skills = {}});
    });
  }

  appointments::Secrets const secrets{.keys = keys()};

  /// The key of a form that was opened once; the same word is the same form.
  static std::string form(std::string const& word) { return "form=" + crypto::sha256_hex(word).substr(0, 32); }
  http::Response reserves(std::string const& time, std::string const& word = "k1") {
    return post(host, "/termine/reservieren", form(word) + "&dienst=99008001012000&zeit=buergerbuero." + time);
  }
  std::string token_of(http::Response const& answer) {
    auto const to = header(answer, "Location");
    return to.substr(to.rfind('/') + 1);
  }
  http::Response books(std::string const& token, std::string const& word = "k2",
                       std::string const& mail = "erika@beispiel.de") {
    return post(host, "/termine/buchen/" + token, form(word) + "&name=Erika+Mustermann&mail=" + mail);
  }

  /// Subject and text of the mails that wait, oldest first.
  std::vector<std::pair<std::string, std::string>> mails() {
    std::vector<std::pair<std::string, std::string>> found;
    database("gescher").read([&](db::Connection& connection) {
      connection.each(
          "SELECT payload FROM outbox WHERE state = 'waiting' ORDER BY due_at, id", [&](db::Row const& row) {
            auto const mail = boost::json::parse(row.string(0)).as_object();
            found.emplace_back(std::string{mail.at("subject").as_string()}, std::string{mail.at("text").as_string()});
          });
    });
    return found;
  }
  /// The link of the last entry of the waiting list, which only its mail holds.
  std::string entry_path() {
    std::string path;
    database("gescher").read([&](db::Connection& connection) {
      auto const last = connection.number("SELECT MAX(id) FROM waiting_list");
      path = "/warteliste/" + appointments::entry_token_of(secrets, last);
    });
    return path;
  }
  /// The path of the first link in the newest mail with this subject.
  std::string link_in(std::string const& subject) {
    for (auto const& all = mails(); auto const& [is, text] : all) {
      if (is != subject) continue;
      auto const at = text.find("http://" + host + ":8080/");
      auto const path = at + 7 + host.size() + 5;
      return text.substr(path, text.find_first_of("\n ", path) - path);
    }
    return {};
  }
  appointments::Appointment of(std::string const& token) {
    std::optional<appointments::Appointment> found;
    database("gescher").read([&](db::Connection& connection) {
      found = appointments::store::by_token(connection, appointments::token_hash_of(token));
    });
    return *found;
  }
  State state_of(std::string const& token) { return of(token).state; }
  std::string confirmed(std::string const& time, std::string const& mail = "erika@beispiel.de") {
    auto const token = token_of(reserves(time, "hold" + time));
    REQUIRE(books(token, "book" + time, mail).status == 303);
    auto const path = "/termin/" + token + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(token));
    REQUIRE(post(host, path, form("confirm" + time)).status == 303);
    return token;
  }
  void time_passes(minutes by) {
    clock.advance(by);
    for (int round = 0; round < 2; ++round) app::Scheduler{house, modules.all(), false}.look();
  }
};

}  // namespace

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
