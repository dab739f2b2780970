#include <doctest/doctest.h>

#include <map>

#include "administration/appointments/acts/environment.h"
#include "tests/support/portal.h"

// One truth for a booking: page and letters give the same event for a calendar, and wishes survive all ways.

using namespace kreislauf;
using namespace kreislauf::test;
using namespace std::chrono;
using appointments::State;

namespace {

std::string const host = "gescher.localhost";
using Properties = std::map<std::string, std::string>;

/// The lines of a calendar file, unfolded; the last of each name.
Properties properties(std::string file) {
  for (auto at = file.find("\r\n "); at != std::string::npos; at = file.find("\r\n ")) file.erase(at, 3);
  Properties found;
  for (std::size_t at = 0; at < file.size();) {
    auto const end = file.find("\r\n", at);
    auto const line = file.substr(at, end - at);
    auto const colon = line.find(':');
    if (colon != std::string::npos) found.emplace(line.substr(0, line.find_first_of(":;")), line.substr(colon + 1));
    if (end == std::string::npos) break;
    at = end + 2;
  }
  return found;
}

struct Town : TestPortal {
  Town() {
    for (auto const* office : {"buergerbuero", "steueramt"}) {
      database("gescher").write([&](db::Connection& connection) {
        using namespace appointments;
        Settings settings;
        settings.office = office;
        settings.video_address = "https://meet.example/";
        store::save(connection, settings);
        store::save_rules(connection, office, "Mo-Fr 08:00-12:00 alle 10 Minuten", clock.now(), "test");
        store::save(connection, BookableService{.office = office,
                                                .service = "99008001012000",
                                                .label = {},
                                                .minutes = 30,
                                                .most = 4,
                                                .phone = true,
                                                .video = true,
                                                .resource = {}});
        store::save(
            connection,
            BookableService{
                .office = office, .service = "kurz-probe", .label = "Kurze Probe", .minutes = 10, .resource = {}});
        store::save(connection, Desk{.office = office, .name = "Schalter 1", .position = 1, .skills = {}});
      });
    }
  }
  appointments::Secrets const secrets{.keys = visit("gescher").keys()};

  http::Response reserves(std::string const& time, std::string const& more = {},
                          std::string const& service = "99008001012000") {
    return post(host, "/termine/reservieren", key() + "dienst=" + service + "&zeit=" + time + more);
  }
  static std::string token_in(http::Response const& answer) {
    auto const to = header(answer, "Location");
    auto const name = to.substr(0, to.find('?'));
    return name.substr(name.rfind('/') + 1);
  }
  std::string confirmed(std::string const& time, std::string const& more = {}, std::string const& language = {}) {
    auto const token = token_in(reserves(time, more));
    REQUIRE(post(host, language + "/termine/buchen/" + token,
                 key() + "name=Erika+Mustermann&telefon=02542+60123&mail=erika@beispiel.de")
                .status == 303);
    REQUIRE(post(host, "/termin/" + token + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(token)), key())
                .status == 303);
    return token;
  }
  appointments::Appointment of(std::string const& token) {
    std::optional<appointments::Appointment> found;
    database("gescher").read([&](db::Connection& connection) {
      found = appointments::store::by_token(connection, appointments::token_hash_of(token));
    });
    return found.value();
  }
  Properties on_page(std::string const& token) {
    return properties(std::string{get(host, "/termin/" + token + "/kalender.ics").bytes()});
  }
  /// The calendar file of the newest letter.
  Properties in_letter() {
    auto const all = mails();
    REQUIRE_FALSE(all.empty());
    REQUIRE_FALSE(all.back().attachments.empty());
    return properties(all.back().attachments.front().bytes);
  }
  void moves(std::string const& token, std::string const& time) {
    REQUIRE(post(host, "/termin/" + token + "/verschieben", key() + "zeit=" + time).status == 303);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Town, "each change of an appointment is a new version of one event, on the page and in letters") {
  auto const token = confirmed("buergerbuero.202611251000");
  auto const booked = in_letter();
  CHECK(booked.at("SEQUENCE") == "0");
  CHECK(booked.at("DTSTAMP") == "20261123T083000Z");
  CHECK(booked.at("UID").find("localhost") == std::string::npos);  // the same at every address of the portal
  CHECK(booked.at("ORGANIZER") == "mailto:bb@gescher.example");
  clock.advance(minutes{30});
  CHECK(on_page(token) == booked);  // not a word differs, whenever it is fetched
  moves(token, "buergerbuero.202611251100");
  auto const moved = in_letter();
  CHECK(moved.at("SEQUENCE") == "1");
  CHECK(moved.at("DTSTAMP") == "20261123T090000Z");
  CHECK(moved.at("UID") == booked.at("UID"));
  CHECK(on_page(token) == moved);
  moves(token, "buergerbuero.202611261100");
  CHECK(in_letter().at("SEQUENCE") == "2");
  clock.advance(minutes{5});
  post(host, "/termin/" + token + "/absagen", key());
  auto const cancelled = in_letter();
  CHECK(cancelled.at("METHOD") == "CANCEL");
  CHECK(cancelled.at("SEQUENCE") == "3");
  CHECK(cancelled.at("DTSTAMP") == "20261123T090500Z");  // the moment of the change, never later than the letter
  CHECK(cancelled.at("ORGANIZER") == "mailto:bb@gescher.example");
}

TEST_CASE_FIXTURE(Town, "a calendar says how one is met: on the telephone, by video, or at the office") {
  auto const phone = confirmed("buergerbuero.202611251000", "&weg=telefon");
  auto const by_phone = on_page(phone);
  CHECK(by_phone.at("SUMMARY").starts_with("Termin am Telefon\\, wir rufen Sie an: "));
  CHECK(by_phone.at("LOCATION") == "Am Telefon: Wir rufen Sie an unter 02542 60123.");
  CHECK(in_letter() == by_phone);
  CHECK_FALSE(has(get(host, "/termin/" + phone), "Bitte bringen Sie mit"));
  auto const video = on_page(confirmed("buergerbuero.202611251100", "&weg=video"));
  CHECK(video.at("LOCATION").starts_with("https://meet.example/"));
  CHECK(video.at("DESCRIPTION").find("https://meet.example/") != std::string::npos);
  auto const spot = on_page(confirmed("buergerbuero.202611261000"));
  CHECK(spot.at("LOCATION").starts_with("Bürgerbüro\\, Marktplatz 1"));
}

TEST_CASE_FIXTURE(Town, "letters name the end of the link, and what one needs") {
  auto const token = token_in(reserves("buergerbuero.202611251000"));
  post(host, "/en/termine/buchen/" + token, key() + "name=Erika+Mustermann&mail=erika@beispiel.de");
  auto const ask = mails().back().text;
  CHECK(ask.find("Monday, 23 November, 11:30") != std::string::npos);  // two hours from now
  CHECK(ask.find("Wednesday, 25 November 2026, 10:00") != std::string::npos);
  post(host, "/termin/" + token + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(token)), key());
  auto const booked = mails().back().text;
  CHECK(booked.find("Please bring with you") != std::string::npos);
  CHECK(booked.find("Cost: ") != std::string::npos);
  CHECK(booked.find("02542 60-0") != std::string::npos);  // the office, not 115, which cannot help with it
}

TEST_CASE_FIXTURE(Town, "an office's own name of a service stands in letters and calendars, and is found") {
  auto const token = token_in(reserves("buergerbuero.202611251000", {}, "kurz-probe"));
  post(host, "/termine/buchen/" + token, key() + "name=Erika+Mustermann&mail=erika@beispiel.de");
  CHECK(mails().back().text.find("Kurze Probe") != std::string::npos);
  CHECK(has(get(host, "/termine/zeiten?dienst=kurz-probe"), "Kurze Probe"));
  CHECK(has(get(host, "/termine/warteliste?dienst=kurz-probe"), "Kurze Probe"));
  auto const found = std::string{get(host, "/termine?q=probe").bytes()};
  auto const hits = found.find("Treffer für");
  REQUIRE(hits != std::string::npos);
  CHECK(found.find("Kurze Probe", hits) < found.find("Alle Dienste mit Termin"));
  CHECK(header(get(host, "/termine/zeiten?dienst=gibtsnicht"), "Location") == "/termine?fehlt=unbekannt");
}

TEST_CASE_FIXTURE(Town, "an appointment is moved by a quarter of an hour: its own time is free for it") {
  auto const token = confirmed("buergerbuero.202611251000");
  CHECK_FALSE(has(get(host, "/termine/zeiten?dienst=personalausweis&tag=2026-11-25"), "buergerbuero.202611251010\""));
  auto const times = get(host, "/termine/zeiten?termin=" + token + "&tag=2026-11-25");
  for (auto const* time : {".202611250940\"", ".202611251010\"", ".202611251020\""}) CHECK(has(times, time));
  auto const ask = get(host, "/termin/" + token + "/verschieben?zeit=buergerbuero.202611251010");
  CHECK(has(ask, "Bisher"));
  CHECK(has(ask, "25. November 2026, 10:00 Uhr"));
  CHECK(has(ask, "25. November 2026, 10:10 Uhr"));
  moves(token, "buergerbuero.202611251010");
  CHECK(of(token).minute == 10 * 60 + 10);
  // What it has left is free again, what it took is not.
  auto const others = get(host, "/termine/zeiten?dienst=kurz-probe&tag=2026-11-25");
  CHECK(has(others, "buergerbuero.202611251000\""));
  CHECK_FALSE(has(others, "buergerbuero.202611251010\""));
  CHECK(has(others, "buergerbuero.202611251040\""));
}

TEST_CASE_FIXTURE(Town, "who is offered times to move to sees those of the same day first") {
  auto const token = confirmed("buergerbuero.202611251000");
  auto const page = std::string{get(host, "/termine/zeiten?termin=" + token).bytes()};
  CHECK(page.find("Am selben Tag") < page.find("Früheste Zeiten"));
}

TEST_CASE_FIXTURE(Town, "a wish survives a lost race, the form and the list") {
  auto const wish = std::string{"&weg=telefon&tageszeit=vormittag&barrierefrei=ja&ort=buergerbuero"};
  auto const list = get(host, "/termine/zeiten?dienst=personalausweis" + wish);
  for (auto const* field : {"name=\"barrierefrei\" value=\"ja\"", "name=\"tageszeit\" value=\"vormittag\"",
                            "name=\"ort\" value=\"buergerbuero\"", "name=\"weg\" value=\"telefon\""})
    CHECK(has(list, field));
  reserves("buergerbuero.202611251000");  // somebody else is quicker
  auto const lost = reserves("buergerbuero.202611251000", wish);
  CHECK(lost.status == 409);
  CHECK(has(lost, "name=\"barrierefrei\" value=\"ja\""));
  CHECK_FALSE(has(lost, "value=\"steueramt."));  // has steps
  auto const form = header(reserves("buergerbuero.202611251100", wish), "Location");
  CHECK(form.find("barrierefrei=ja") != std::string::npos);
  auto const again = header(post(host,
                                 "/termine/buchen/" + token_in(reserves("buergerbuero.202611261100", wish)) +
                                     "/aufgeben?tageszeit=vormittag&barrierefrei=ja&ort=buergerbuero",
                                 key()),
                            "Location");
  for (auto const* part : {"barrierefrei=ja", "tageszeit=vormittag", "ort=buergerbuero", "weg=telefon"})
    CHECK(again.find(part) != std::string::npos);
  post(host, "/termine/warteliste",
       key() + "dienst=personalausweis&name=Erika&mail=erika@beispiel.de&telefon=02542+60123&wann=abend" + wish);
  std::optional<appointments::store::Entry> entry;
  database("gescher").read([&](db::Connection& connection) { entry = appointments::store::find_entry(connection, 1); });
  REQUIRE(entry);
  CHECK(entry->step_free);
  CHECK(entry->office == "buergerbuero");
  CHECK(entry->channel == appointments::Channel::phone);
  CHECK(entry->phone == "02542 60123");
  CHECK(entry->part == appointments::DayPart::late);
}

TEST_CASE_FIXTURE(Town, "a held time is given back when its form is left, and taken again when the form comes") {
  auto const start = std::string{"buergerbuero.202611251000"};
  auto const token = token_in(reserves(start));
  auto const list = std::string{"/termine/zeiten?dienst=personalausweis&tag=2026-11-25"};
  CHECK_FALSE(has(get(host, list), start + "\""));
  CHECK(has(get(host, list + "&halt=" + token), start + "\""));  // his own is free for him
  post(host, "/termine/buchen/" + token + "/aufgeben", key());
  CHECK(has(get(host, list), start + "\""));
  // Back, and sent after all.
  auto const sent = post(host, "/termine/buchen/" + token, key() + "name=Erika+Mustermann&mail=erika@beispiel.de");
  REQUIRE(sent.status == 303);
  CHECK(of(token_in(sent)).state == State::preconfirmed);
  CHECK(of(token_in(sent)).minute == 600);
}

TEST_CASE_FIXTURE(Town, "the second time that one visitor holds replaces the first") {
  auto const first = token_in(reserves("buergerbuero.202611251000"));
  auto const second = token_in(reserves("buergerbuero.202611251010", "&halt=" + first));
  CHECK(of(first).state == State::deleted);
  CHECK(of(second).state == State::reserved);
}

TEST_CASE_FIXTURE(
    Town, "a slow typist gets more time, and after it the same time or the next ones, with all that was typed") {
  auto const start = std::string{"buergerbuero.202611251000"};
  auto const typed = std::string{"name=Erika+Mustermann&mail=erika@beispiel.de&notiz=Rollstuhl"};
  auto const token = token_in(reserves(start));
  clock.advance(minutes{15});
  auto const longer = post(host, "/termine/buchen/" + token + "/laenger", key() + typed);
  CHECK(has(longer, "Die Zeit ist bis 10:05 Uhr für Sie reserviert."));
  CHECK(has(longer, "Rollstuhl"));
  clock.advance(minutes{40});
  run_jobs();
  REQUIRE(of(token).state == State::deleted);
  SUBCASE("it is free") {
    auto const sent = post(host, "/termine/buchen/" + token, key() + typed);
    REQUIRE(sent.status == 303);
    CHECK(of(token_in(sent)).note == "Rollstuhl");
  }
  SUBCASE("somebody has it") {
    reserves(start);
    auto const lost = post(host, "/termine/buchen/" + token, key() + typed);
    CHECK(lost.status == 409);
    CHECK(has(lost, "Rollstuhl"));
    CHECK(has(lost, "value=\"buergerbuero.202611251030\""));
    auto const sent = post(host, "/termine/buchen/" + token, key() + typed + "&zeit=buergerbuero.202611251030");
    REQUIRE(sent.status == 303);
    CHECK(of(token_in(sent)).minute == 10 * 60 + 30);
  }
}

TEST_CASE_FIXTURE(Town, "a wrong address is put right before the confirmation, or the booking given up") {
  auto const token = token_in(reserves("buergerbuero.202611251000"));
  post(host, "/termine/buchen/" + token, key() + "name=Erika+Mustermann&mail=erika@exmaple.org");
  auto const old_code = appointments::confirm_code_of(secrets, of(token));
  mails();
  SUBCASE("put right") {
    REQUIRE(post(host, "/termine/gesendet/" + token + "/adresse", key() + "mail=erika@example.org").status == 303);
    auto const sent = mails();
    REQUIRE(sent.size() == 1);
    CHECK(sent.front().to == "erika@example.org");
    CHECK(post(host, "/termin/" + token + "/bestaetigen/" + old_code, key()).status == 404);
    CHECK(of(token).state == State::preconfirmed);
  }
  SUBCASE("given up") {
    REQUIRE(post(host, "/termine/buchen/" + token + "/aufgeben", key()).status == 303);
    CHECK(of(token).state == State::deleted);
    CHECK(of(token).email.empty());
    CHECK(mails().empty());
    CHECK(has(get(host, "/termine/zeiten?dienst=personalausweis&tag=2026-11-25"), "buergerbuero.202611251000\""));
  }
}

TEST_CASE_FIXTURE(Town, "a corrected address is held to what the first one was asked") {
  auto const books = [&](std::string const& start, std::string const& mail) {
    auto token = token_in(reserves("buergerbuero.20261125" + start));
    REQUIRE(post(host, "/termine/buchen/" + token, key() + "name=Erika+Mustermann&mail=" + mail).status == 303);
    clock.advance(std::chrono::minutes{61});  // one mail an hour to a mailbox that has not answered
    return token;
  };
  std::vector<std::string> const starts{"0930", "1000", "1030", "1100", "1130"};
  auto const most = static_cast<std::size_t>(appointments::Settings{}.most_per_person);
  REQUIRE(most < starts.size());
  for (std::size_t i = 0; i < most; ++i) {
    auto const token = books(starts[i], "erika@example.org");
    post(host, "/termin/" + token + "/bestaetigen/" + appointments::confirm_code_of(secrets, of(token)), key());
    REQUIRE(of(token).state == State::confirmed);
  }
  auto const other = books(starts[most], "karl@example.org");
  CHECK(post(host, "/termine/gesendet/" + other + "/adresse", key() + "mail=erika@example.org").status == 422);
  CHECK(of(other).email == "karl@example.org");
  CHECK(post(host, "/termine/gesendet/" + other + "/adresse", key() + "mail=paul@example.org").status == 303);
}

TEST_CASE_FIXTURE(Town, "an unconfirmed booking that is cancelled writes to nobody") {
  auto const token = token_in(reserves("buergerbuero.202611251000"));
  post(host, "/termine/buchen/" + token, key() + "name=Erika+Mustermann&mail=fremd@example.org");
  REQUIRE(mails().size() == 1);
  post(host, "/termin/" + token + "/absagen", key());
  CHECK(of(token).state == State::deleted);
  CHECK(mails().empty());
}

TEST_CASE_FIXTURE(Town, "a link that opens nothing says why, whom to call, and how to book anew") {
  for (auto const* path : {"/termin/00000000000000000000000000000000", "/termine/buchen/weg",
                           "/warteliste/00000000000000000000000000000000"}) {
    auto const page = get(host, path);
    CHECK(page.status == 404);
    CHECK(has(page, "Wir löschen jeden Termin 30 Tage danach."));
    CHECK(has(page, "tel:+492542600"));
    CHECK(has(page, "Neuen Termin buchen"));
  }
}

TEST_CASE_FIXTURE(Town, "buttons of times say day and office, and only ways that exist are offered") {
  auto const page = get(host, "/termine/zeiten?dienst=personalausweis");
  CHECK(has(page, "aria-describedby=\"tag-2026-11-23 tag-2026-11-23-buergerbuero\""));
  CHECK(has(page, "<small>früheste</small>"));
  CHECK(has(page, "name=\"weg\""));
  CHECK_FALSE(has(get(host, "/termine/zeiten?dienst=kurz-probe"), "am Telefon"));
  // From Friday one is led to Monday, not to a closed Saturday.
  auto const friday = get(host, "/termine/zeiten?dienst=personalausweis&tag=2026-11-27");
  CHECK(has(friday, "tag=2026-11-30"));
  CHECK_FALSE(has(friday, "tag=2026-11-28"));
}
