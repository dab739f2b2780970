#include <doctest/doctest.h>

#include "administration/appointments/acts/counter.h"
#include "tests/support/portal.h"

using namespace kreislauf;
using namespace kreislauf::test;
using namespace std::chrono;
using appointments::State;
using authority::Role;

namespace {

std::string const host = "gescher.localhost";
std::string const amt = "/verwaltung/amt/buergerbuero";
constexpr std::string_view identity_card = "99115005000000";

/// The citizens' office of Gescher with two desks and people in it, on Monday at 9:30.
struct OfficePortal : TestPortal {
  OfficePortal() {
    database("gescher").write([&](db::Connection& connection) {
      for (auto const* office : {"buergerbuero", "steueramt"}) {
        appointments::Settings settings;
        settings.office = office;
        appointments::store::save(connection, settings);
        appointments::store::save_rules(connection, office,
                                        "Mo-Fr 08:00-12:00 alle 10 Minuten\nohne Termin Mo-Fr 08:00-12:00", clock.now(),
                                        "test");
        appointments::store::save(connection, appointments::BookableService{.office = office,
                                                                            .service = std::string{identity_card},
                                                                            .label = "Ausweis <beantragen>",
                                                                            .minutes = 10,
                                                                            .most = 4,
                                                                            .resource = {}});
      }
      for (int n = 1; n <= 2; ++n)
        appointments::store::save(
            connection,
            appointments::Desk{
                .office = "buergerbuero", .name = "Schalter " + std::to_string(n), .position = n, .skills = {}});
      appointments::store::save(
          connection, appointments::Desk{.office = "steueramt", .name = "Zimmer 3", .position = 1, .skills = {}});
    });
    clerk();
  }

  void clerk() { staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}}); }
  http::Response page(std::string const& rest) { return get(host, amt + rest); }
  http::Response sends(std::string const& rest, std::string const& body) { return submit(host, amt + rest, body); }

  /// Books through the page of the office; the code of the booking.
  appointments::Appointment booked(std::string const& time, std::string const& name = "Erika+Mustermann") {
    auto const answer = sends("/buchen", "dienst=" + std::string{identity_card} + "&zeit=" + time + "&name=" + name);
    REQUIRE(answer.status == 303);
    return by_id(std::stoll(header(answer, "Location").substr(header(answer, "Location").find("getan=") + 6)));
  }
  void rules(std::string_view text) {
    database("gescher").write([&](db::Connection& connection) {
      appointments::store::save_rules(connection, "buergerbuero", text, clock.now(), "test");
    });
  }
  void number() { REQUIRE(sends("/empfang", "dienst=" + std::string{identity_card}).status == 303); }

  appointments::Appointment by_id(std::int64_t id) {
    std::optional<appointments::Appointment> found;
    database("gescher").read([&](db::Connection& connection) { found = appointments::store::find(connection, id); });
    return *found;
  }
  appointments::Appointment by_ticket(std::string const& ticket) {
    std::optional<appointments::Appointment> found;
    database("gescher").read([&](db::Connection& connection) {
      for (auto const& one : appointments::store::on_day(connection, "buergerbuero", year{2026} / 11 / 23)) {
        if (one.ticket == ticket) found = one;
      }
    });
    return *found;
  }
};

}  // namespace

TEST_CASE("a clerk chooses a desk, calls the next person, serves and finishes") {
  OfficePortal office;
  office.number();
  CHECK(has(office.page("/schalter"), "An welchem Schalter arbeiten Sie heute?"));
  auto const free_desk = office.page("/schalter?schalter=1");
  CHECK(has(free_desk, "Schalter 1 ist frei"));
  CHECK(has(free_desk, "Es wartet 1 Person"));

  auto const called = office.sends("/schalter/aufruf", "schalter=1");
  CHECK(called.status == 303);
  CHECK(header(called, "Location") == amt + "/schalter?schalter=1");
  auto const desk = office.page("/schalter?schalter=1");
  CHECK(has(desk, "B\u00A0001"));
  CHECK(has(desk, "value=\"start\""));
  CHECK(has(desk, "value=\"no_show\""));
  CHECK_FALSE(has(desk, "value=\"finish\""));
  CHECK(desk.caching == http::Caching::none);

  auto const id = std::to_string(office.by_ticket("B001").id);
  CHECK(office.sends("/schalter/" + id, "schalter=1&was=start").status == 303);
  CHECK(has(office.page("/schalter?schalter=1"), "value=\"finish\""));
  auto const done = office.sends("/schalter/" + id, "schalter=1&was=finish");
  CHECK(office.by_ticket("B001").state == State::finished);
  auto const after = office.get(host, header(done, "Location"));
  CHECK(has(after, "B\u00A0001 ist fertig."));
  CHECK(has(after, "Heute 1 Person bedient"));
  CHECK(has(after, "Niemand wartet"));
}

TEST_CASE("who clicks too late is told in plain words what happened meanwhile") {
  OfficePortal office;
  office.number();
  office.number();
  auto const id = std::to_string(office.by_ticket("B001").id);
  office.sends("/schalter/aufruf", "schalter=2");

  auto const late = office.sends("/schalter/" + id, "schalter=1&was=call");
  CHECK(late.status == 409);
  CHECK(has(late, "B\u00A0001 ist schon bei Schalter 2"));
  CHECK(has(late, "Eine Kollegin oder ein Kollege war schneller."));
  CHECK(has(late, "Schalter 1 ist frei"));

  auto const second = office.sends("/schalter/aufruf", "schalter=2");
  CHECK(second.status == 409);
  CHECK(has(second, "An Schalter 2 ist noch B\u00A0001"));
  CHECK(office.by_ticket("B002").state == State::queued);
  CHECK(office.sends("/schalter/" + id, "schalter=2&was=cancel").status == 400);
  CHECK(office.sends("/schalter/" + id, "schalter=9&was=call").status == 400);
}

TEST_CASE("eighty open people stay on one readable page") {
  OfficePortal office;
  office.rules("Mo-Fr 08:00-20:00 alle 10 Minuten\nohne Termin Mo-Fr 08:00-20:00");
  for (int i = 0; i < 80; ++i) office.number();
  auto const desk = office.page("/schalter?schalter=1");
  CHECK(has(desk, "Es warten 80 Personen"));
  CHECK(has(desk, "60 weitere Personen"));
  CHECK(desk.bytes().size() < 120'000);
}

TEST_CASE("rights hold for one office and one kind of work") {
  OfficePortal office;
  office.staff("gescher", "empfang", {{Role::reception, "buergerbuero"}});
  CHECK(office.page("/empfang").status == 200);
  CHECK(office.page("/tag").status == 200);
  CHECK(office.page("/schalter").status == 403);
  CHECK(office.get(host, "/verwaltung/amt/steueramt/empfang").status == 403);
  office.staff("gescher", "kiosk", {{Role::kiosk, "buergerbuero"}});
  CHECK(office.page("/kiosk").status == 200);
  CHECK(office.page("/tag").status == 403);
  CHECK(office.sends("/empfang", "wer=K7MX4Q").status == 403);
  office.cookies.clear();
  CHECK(office.page("/kiosk").status == 303);
  CHECK(office.get(host, "/aemter/buergerbuero/aufruf").status == 200);
  CHECK(office.get(host, "/aemter/gibt-es-nicht/aufruf").status == 404);
}

TEST_CASE("somebody who calls gets an appointment, and one who lost the time gets the next ones without typing again") {
  OfficePortal office;
  CHECK(has(office.page("/buchen"), "d-99115005000000"));
  CHECK(has(office.page("/buchen?schritt=zeit"), "Wählen Sie mindestens einen Dienst aus."));
  auto const times = office.page("/buchen?schritt=zeit&dienst=99115005000000&anzahl-99115005000000=2");
  CHECK(has(times, "value=\"2026-11-23T9:30\""));
  CHECK(has(office.page("/buchen?dienst=99115005000000&zeit=2026-11-23T9:40"),
            "name=\"zeit\" value=\"2026-11-23T9:40\""));
  auto const wrong = office.sends("/buchen", "dienst=99115005000000&zeit=2026-11-23T9:40&mail=erika%40");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "Geben Sie den Namen an."));
  CHECK(has(wrong, "erika@"));

  auto const first = office.booked("2026-11-23T9:40");
  CHECK(first.state == State::confirmed);
  CHECK(first.name == "Erika Mustermann");
  office.booked("2026-11-23T9:40");
  auto const taken = office.sends("/buchen", "dienst=99115005000000&zeit=2026-11-23T9:40&name=J%C3%B6rg&notiz=%3Cb%3E");
  CHECK(taken.status == 409);
  CHECK(has(taken, "Diese Zeit wurde gerade vergeben"));
  CHECK(has(taken, "value=\"J\u00F6rg\""));
  CHECK(has(taken, "value=\"&lt;b&gt;\""));
  CHECK(has(taken, "name=\"zeit\" value=\"2026-11-23T9:50\""));
}

TEST_CASE("a form sent twice is one booking") {
  OfficePortal office;
  auto const body = office.fields(host) + "&dienst=99115005000000&zeit=2026-11-23T9:40&name=Erika";
  auto const first = office.post(host, amt + "/buchen", body), second = office.post(host, amt + "/buchen", body);
  CHECK(first.status == 303);
  CHECK(header(first, "Location") == header(second, "Location"));
}

TEST_CASE("staff moves an appointment to another time") {
  OfficePortal office;
  auto const booked = office.booked("2026-11-23T11:00");
  auto const id = std::to_string(booked.id);
  CHECK(has(office.page("/tag"), "/buchen?verschieben=" + id));
  CHECK(has(office.page("/buchen?verschieben=" + id), "Sie verschieben den Termin von Erika Mustermann"));
  CHECK(office.sends("/buchen", "verschieben=" + id + "&zeit=2026-11-24T8:10").status == 303);
  CHECK(office.by_id(booked.id).starts_at == "2026-11-24T07:10:00Z");
  CHECK(has(office.page("/tag?tag=2026-11-24"), "Erika Mustermann"));
}

TEST_CASE("the list of the day checks people in, and the office cancels with a reason") {
  OfficePortal office;
  auto const booked = office.booked("2026-11-23T11:00");
  auto const id = std::to_string(booked.id);
  auto const list = office.page("/tag");
  CHECK(has(list, "Montag, 23. November"));
  CHECK(has(list, "Erika Mustermann"));
  CHECK(has(list, booked.code));
  CHECK(has(office.page("/tag?q=niemand"), "Termine und Wartende"));
  CHECK_FALSE(has(office.page("/tag?q=niemand"), "Erika"));
  auto const no_day = office.page("/tag?tag=31.02.2026");
  CHECK(no_day.status == 422);
  CHECK(has(no_day, "Diesen Tag gibt es im Kalender nicht."));
  CHECK(has(no_day, "value=\"31.02.2026\""));

  CHECK(office.sends("/absage/" + id, "grund=").status == 422);
  CHECK(has(office.page("/absage/" + id), "hat keine E-Mail-Adresse"));
  CHECK(office.sends("/absage/" + id, "grund=Die+Kollegin+ist+krank").status == 303);
  CHECK(office.by_id(booked.id).state == State::deleted);
  CHECK(office.sends("/absage/" + id, "grund=noch+einmal").status == 409);
  CHECK(office.page("/absage/999").status == 404);

  auto const other = office.booked("2026-11-23T9:40", "Karl");
  CHECK(office.sends("/tag", "anmelden=" + std::to_string(other.id)).status == 303);
  CHECK(office.by_id(other.id).ticket == "A001");
  CHECK(office.sends("/tag", "anmelden=" + std::to_string(other.id)).status == 409);
}

TEST_CASE("a time is kept for the office and given back") {
  OfficePortal office;
  CHECK(has(office.sends("/sperren", "tag=2026-11-23&schalter=1&von=11:00&bis=10:00&grund=Teamrunde"),
            "Das Ende muss nach dem Anfang liegen."));
  CHECK(has(office.sends("/sperren", "tag=2026-11-23&schalter=1&von=elf&bis=12&grund=Teamrunde"),
            "Geben Sie die Zeiten so an"));
  CHECK(office.sends("/sperren", "tag=2026-11-23&schalter=1&von=11:00&bis=12:00&grund=Teamrunde").status == 303);
  CHECK(has(office.page("/tag"), "Teamrunde"));
  CHECK(has(office.sends("/sperren", "tag=2026-11-23&schalter=1&von=11:30&bis=11:40&grund=x"),
            "In dieser Zeit gibt es dort schon einen Termin."));
  auto const page = office.page("/tag");
  auto const text = std::string{page.bytes()};
  auto const at = text.find("name=\"freigeben\" value=\"") + 24;
  auto const id = text.substr(at, text.find('"', at) - at);
  CHECK(office.sends("/sperren", "tag=2026-11-23&freigeben=" + id).status == 303);
  CHECK_FALSE(has(office.page("/tag"), "Teamrunde"));
}

TEST_CASE("the reception finds people by code or name and hands out numbers") {
  OfficePortal office;
  auto const erika = office.booked("2026-11-23T9:40");
  office.booked("2026-11-23T9:50", "Erika+Beispiel");
  auto const several = office.sends("/empfang", "wer=erika");
  CHECK(has(several, "Erika Beispiel"));
  CHECK(has(several, erika.code));
  CHECK(office.sends("/empfang", "wer=beispiel").status == 303);
  auto const done = office.sends("/empfang", "wer=" + erika.code);
  CHECK(done.status == 303);
  CHECK(has(office.get(host, header(done, "Location")), "A\u00A0002: angemeldet, gleich dran."));
  CHECK(has(office.sends("/empfang", "wer=Niemand"), "gibt es heute keinen Termin"));
  CHECK(has(office.sends("/empfang", "wer=" + erika.code), "schon angemeldet"));
  CHECK(has(office.sends("/empfang", "wer=Beispiel"), "Erika Beispiel ist schon da, Nummer A"));
  office.number();
  CHECK(has(office.page("/empfang?drucken=B001"), "data-kl-print"));
  CHECK(has(office.page("/empfang"), "Zuletzt angemeldet"));
}

TEST_CASE("the reception sees everybody who is expected and checks in with one press") {
  OfficePortal office;
  auto const anne = office.booked("2026-11-23T9:40", "%C3%84nne+Gro%C3%9F-M%C3%BCller");
  office.booked("2026-11-23T11:50", "Se%C3%A1n+O%E2%80%99Brien");
  auto const before = office.page("/empfang");
  for (auto const* name : {"Änne Groß-Müller", "Seán O’Brien"}) CHECK(has(before, name));
  CHECK(has(before, "value=\"" + anne.code + "\">Ist da"));
  CHECK(office.sends("/empfang", "wer=Gro%C3%9F-M%C3%BCller%2C+%C3%84nne").status == 303);
  CHECK(office.by_id(anne.id).state == State::queued);
  CHECK(office.sends("/empfang", "wer=o%27brien").status == 303);
  CHECK(has(office.page("/tag?q=muller+anne"), "Änne Groß-Müller"));
  CHECK(has(office.page("/empfang"), "Heute wird niemand mehr erwartet."));
}

TEST_CASE("a no-show is shown with the name and can be taken back; who was there is none") {
  OfficePortal office;
  auto const absent = office.booked("2026-11-23T9:30", "Karl+Beispiel");
  auto const there = office.booked("2026-11-23T9:30", "Erika+Mustermann");
  auto const id = std::to_string(absent.id);
  office.sends("/empfang", "wer=" + there.code);
  office.clock.advance(minutes{20});
  office.clerk();
  CHECK(has(office.page("/empfang"), "seit 20 Min. erwartet"));
  auto const noted = office.sends("/empfang", "fehlt=" + id);
  CHECK(has(office.get(host, header(noted, "Location")), "Karl Beispiel, 9:30 Uhr: als nicht erschienen vermerkt."));
  CHECK(office.by_id(absent.id).state == State::missed);
  auto const shown = office.page("/empfang");
  CHECK(has(shown, "Karl Beispiel"));
  CHECK(has(shown, "name=\"doch\" value=\"" + id + "\""));
  CHECK(office.sends("/empfang", "doch=" + id).status == 303);
  CHECK(office.by_id(absent.id).state == State::confirmed);
  CHECK(office.sends("/empfang", "doch=" + id).status == 409);

  // Checked in, called, and gone before the turn came.
  office.sends("/schalter/aufruf", "schalter=1");
  CHECK(has(office.page("/schalter?schalter=1"), "Nicht mehr da"));
  office.sends("/schalter/" + std::to_string(there.id), "schalter=1&was=no_show");
  CHECK(has(office.page("/tag"), "0 nicht erschienen"));
  CHECK(has(office.page("/schalter?schalter=1"), "0 nicht erschienen"));
  CHECK(office.sends("/empfang", "doch=" + std::to_string(there.id)).status == 409);
  CHECK(office.sends("/empfang", "wer=" + there.code).status == 303);
}

TEST_CASE("who is called without having checked in was not there before it begins") {
  OfficePortal office;
  auto const karl = office.booked("2026-11-23T9:30", "Karl+Beispiel");
  auto const path = "/schalter/" + std::to_string(karl.id);
  CHECK(office.sends(path, "schalter=1&was=call").status == 303);
  office.sends(path, "schalter=1&was=no_show");
  CHECK(has(office.page("/tag"), "1 nicht erschienen"));
  office.sends(path, "schalter=1&was=call");
  office.sends(path, "schalter=1&was=start");
  CHECK_FALSE(office.by_id(karl.id).arrived_at.empty());
}

TEST_CASE("no number is given whose turn would come after closing, and all who ask are told so") {
  OfficePortal office;
  office.rules("Mo-Fr 08:00-10:00 alle 10 Minuten\nohne Termin Mo-Fr 08:00-10:00");
  for (int i = 0; i < 6; ++i) office.number();
  auto const refused = office.sends("/empfang", "dienst=" + std::string{identity_card});
  CHECK(refused.status == 409);
  CHECK(has(refused, "erst nach Dienstschluss dran"));
  CHECK(has(office.page("/empfang"), "Für heute sind alle Nummern vergeben"));
  office.staff("gescher", "kiosk", {{Role::kiosk, "buergerbuero"}});
  CHECK(has(office.page("/kiosk"), "Für heute sind alle Nummern vergeben"));
  CHECK_FALSE(has(office.page("/kiosk"), "Ich habe keinen Termin"));
  CHECK(has(office.sends("/kiosk", "dienst=" + std::string{identity_card}), "Für heute sind alle Nummern vergeben"));
  CHECK(has(office.get(host, "/aemter/buergerbuero/aufruf"), "heute nicht mehr"));
  CHECK(has(office.get(host, "/aemter/buergerbuero/warteraum"), "Ohne Termin: heute nicht mehr."));
}

TEST_CASE("at the device people touch their code, get a number and the page goes back to the start") {
  OfficePortal office;
  auto const erika = office.booked("2026-11-23T9:40");
  office.staff("gescher", "kiosk", {{Role::kiosk, "buergerbuero"}});
  CHECK(has(office.page("/kiosk"), "Ich habe einen Termin"));
  CHECK(has(office.get(host, "/en" + amt + "/kiosk"), "lang=\"en\""));

  std::string code;
  http::Response answer;
  for (char const key : erika.code) {
    answer = office.sends("/kiosk", "code=" + code + "&taste=" + std::string{key});
    code += key;
    if (code.size() < 6) CHECK(has(answer, "value=\"" + code + "\""));
  }
  REQUIRE(answer.status == 303);
  auto const ticket = office.get(host, header(answer, "Location"));
  CHECK(has(ticket, "Sie sind angemeldet"));
  CHECK(has(ticket, "A\u00A0001"));
  CHECK(has(ticket, "http-equiv=\"refresh\" content=\"20;url=" + amt + "/kiosk\""));
  CHECK_FALSE(has(ticket, "Mustermann"));
  CHECK(has(office.sends("/kiosk", "code=ABC&taste=weg"), "value=\"AB\""));

  auto const drawn = office.sends("/kiosk", "dienst=99115005000000");
  auto const slip = office.get(host, header(drawn, "Location"));
  CHECK(has(slip, "B\u00A0001"));
  CHECK(has(slip, "data-kl-print"));
  CHECK(has(slip, "<svg"));
}

TEST_CASE("each wrong code at the device gets its own plain answer") {
  OfficePortal office;
  auto const tomorrow = office.booked("2026-11-24T9:40"), soon = office.booked("2026-11-23T11:00"),
             now = office.booked("2026-11-23T9:30");
  office.staff("gescher", "zweite", {{Role::clerk, "steueramt"}});
  auto const elsewhere =
      office.submit(host, "/verwaltung/amt/steueramt/buchen", "dienst=99115005000000&zeit=2026-11-23T9:40&name=Karl");
  auto const location = header(elsewhere, "Location");
  auto const other = office.by_id(std::stoll(location.substr(location.find("getan=") + 6)));
  office.staff("gescher", "kiosk", {{Role::kiosk, "buergerbuero"}});
  auto const says = [&](std::string const& code, std::string_view words) {
    return has(office.sends("/kiosk", "taste=weiter&code=" + code), words);
  };

  CHECK(says("ZZZZZZ", "Zu diesem Code finden wir keinen Termin"));
  CHECK(says("", "Geben Sie den Code ein"));
  CHECK(says(tomorrow.code, "Dienstag, 24. November 2026"));
  CHECK(says(other.code, "Steueramt &lt;Test&gt;"));
  CHECK(says(other.code, "Marktplatz 1, 48712 Gescher"));
  CHECK(says(soon.code, "Ihr Termin ist um 11:00 Uhr. Melden Sie sich ab 10:30 Uhr hier an."));
  office.clock.advance(minutes{70});
  office.staff("gescher", "kiosk", {{Role::kiosk, "buergerbuero"}});  // half an hour without a touch ends a session
  CHECK(says(now.code, "Ihr Termin ist verfallen"));
  office.clock.advance(hours{3});
  office.staff("gescher", "kiosk", {{Role::kiosk, "buergerbuero"}});
  CHECK(has(office.sends("/kiosk", "dienst=99115005000000"), "Jetzt werden keine Nummern ausgegeben"));
  CHECK_FALSE(has(office.page("/kiosk"), "Ich habe keinen Termin"));
}

TEST_CASE("the call display and the waiting room show numbers and never names") {
  OfficePortal office;
  office.booked("2026-11-23T9:30");
  office.sends("/empfang", "wer=mustermann");
  office.number();
  auto const empty = office.get(host, "/aemter/buergerbuero/aufruf");
  CHECK(has(empty, "Gerade wird niemand aufgerufen."));
  office.sends("/schalter/aufruf", "schalter=2");

  office.cookies.clear();
  auto const display = office.get(host, "/aemter/buergerbuero/aufruf");
  CHECK(has(display, "kl-board__call--new"));
  CHECK(has(display, "A\u00A0001"));
  CHECK(has(display, "Schalter 2"));
  CHECK(has(display, "data-kl-live=\"/aemter/buergerbuero/neues\""));
  CHECK(has(display, "<noscript><meta http-equiv=\"refresh\" content=\"10\">"));
  auto const room = office.get(host, "/aemter/buergerbuero/warteraum?nummer=b+001");
  CHECK(has(room, "Sie sind als Nächstes dran."));
  CHECK(has(room, "Es wartet 1 Person."));
  CHECK(has(office.get(host, "/aemter/buergerbuero/warteraum?nummer=A001"), "Sie sind dran: bitte zu"));
  CHECK(has(office.get(host, "/aemter/buergerbuero/warteraum?nummer=X999"), "wartet gerade nicht"));
  for (auto const& page : {display, room}) {
    CHECK_FALSE(has(page, "Mustermann"));
    CHECK_FALSE(has(page, "Erika"));
  }
  office.clock.advance(minutes{1});
  CHECK_FALSE(has(office.get(host, "/aemter/buergerbuero/aufruf"), "kl-board__call--new"));
}

TEST_CASE("whom the office calls by telephone gets no ticket at the entrance") {
  OfficePortal office;
  office.database("gescher").write([&](db::Connection& connection) {
    appointments::store::save(connection, appointments::BookableService{.office = "buergerbuero",
                                                                        .service = std::string{identity_card},
                                                                        .label = {},
                                                                        .minutes = 10,
                                                                        .phone = true,
                                                                        .resource = {}});
  });
  auto const answer = office.sends("/buchen", "dienst=" + std::string{identity_card} +
                                                  "&weg=phone&zeit=2026-11-23T9:40&name=Erika&telefon=02542+60123");
  REQUIRE(answer.status == 303);
  auto const to = header(answer, "Location");
  auto const booked = office.by_id(std::stoll(to.substr(to.find("getan=") + 6)));
  office.staff("gescher", "kiosk", {{Role::kiosk, "buergerbuero"}});
  auto const said = office.sends("/kiosk", "taste=weiter&code=" + booked.code);
  CHECK(has(said, "Ihr Termin ist am Telefon"));
  CHECK(has(said, "Wir rufen Sie um 9:40 Uhr an."));
  CHECK(office.by_id(booked.id).ticket.empty());
  CHECK(office.by_id(booked.id).state == State::confirmed);
}

TEST_CASE("every call in force is on the display, however many there are") {
  OfficePortal office;
  office.database("gescher").write([&](db::Connection& connection) {
    for (int n = 3; n <= 6; ++n)
      appointments::store::save(
          connection,
          appointments::Desk{
              .office = "buergerbuero", .name = "Schalter " + std::to_string(n), .position = n, .skills = {}});
  });
  for (auto const* desk : {"1", "2", "4", "5", "6", "7"}) {  // 3 is the room of another office
    office.number();
    REQUIRE(office.sends("/schalter/aufruf", "schalter=" + std::string{desk}).status == 303);
    office.clock.advance(seconds{20});
  }
  auto const wall = office.get(host, "/aemter/buergerbuero/aufruf");
  for (int n = 1; n <= 6; ++n) CHECK(has(wall, "B\u00A000" + std::to_string(n) + "</th>"));
  CHECK_FALSE(has(wall, "Zuletzt aufgerufen"));
}
