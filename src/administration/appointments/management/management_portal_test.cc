#include <doctest/doctest.h>

#include <set>

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
constexpr std::string_view passport = "99085001012000", certificate = "99049001001000";

std::string encoded(std::string_view text) { return html::in_url(text); }

/// All that stands between these two texts, from each place where the first one is found.
std::vector<std::string> all_between(http::Response const& response, std::string_view before, std::string_view after) {
  std::vector<std::string> found;
  auto const text = response.bytes();
  for (auto at = text.find(before); at != std::string_view::npos; at = text.find(before, at + 1)) {
    auto const from = at + before.size();
    found.emplace_back(text.substr(from, text.find(after, from) - from));
  }
  return found;
}

/// The citizens' office of Gescher with two desks and two services, and its head at work on Monday at 9:30.
struct HeadPortal : TestPortal {
  HeadPortal() {
    database("gescher").write([&](db::Connection& connection) {
      using namespace appointments;
      Settings settings;
      settings.office = "buergerbuero";
      store::save(connection, settings);
      store::save_rules(connection, "buergerbuero", "Mo-Fr 08:00-12:00 alle 10 Minuten\n", clock.now(), "test");
      for (auto const service : {passport, certificate})
        store::save(connection, BookableService{.office = "buergerbuero",
                                                .service = std::string{service},
                                                .label = {},
                                                .minutes = 10,
                                                .most = 4,
                                                .resource = {}});
      for (int n = 1; n <= 2; ++n)
        desks[n] = store::save(
            connection,
            Desk{.office = "buergerbuero", .name = "Schalter " + std::to_string(n), .position = n, .skills = {}});
    });
    staff("gescher", "leitung", {{Role::head, "buergerbuero"}});
  }

  http::Response page(std::string const& rest) { return get(host, amt + rest); }
  http::Response sends(std::string const& rest, std::string const& body) { return submit(host, amt + rest, body); }
  http::Response check(std::string const& rules, int version) {
    return sends("/regeln", "tun=pruefen&fassung=" + std::to_string(version) + "&regeln=" + encoded(rules));
  }
  /// As the form sends it after its check.
  http::Response apply(std::string const& rules, int version) {
    return sends("/regeln", "tun=uebernehmen&fassung=" + std::to_string(version) +
                                "&geprueft=" + crypto::sha256_hex(rules) + "&regeln=" + encoded(rules));
  }
  std::int64_t booked(sys_days day, int minute, int desk, State state = State::confirmed) {
    appointments::Appointment a;
    database("gescher").write([&](db::Connection& connection) {
      a.id = appointments::store::next_id(connection);
      a.code = "K7MX4Q";
      a.state = state;
      a.office = "buergerbuero";
      a.desk = desks[desk];
      a.day = day;
      a.minute = minute;
      a.minutes = 10;
      a.starts_at = iso_utc(appointments::instant_of(day, minute));
      a.origin = "web";
      a.items = {{std::string{passport}, 1}};
      a.name = "Erika <Mustermann>";
      appointments::store::insert(connection, a);
    });
    return a.id;
  }
  appointments::Plan plan() {
    std::vector<appointments::Plan> plans;
    database("gescher").read([&](db::Connection& connection) { plans = appointments::store::load_plans(connection); });
    return plans.at(0);
  }

  std::int64_t desks[3] = {};
  sys_days const tuesday = year{2026} / 11 / 24;
};

}  // namespace

TEST_CASE_FIXTURE(HeadPortal, "only the head of this office sees its rules; a clerk and a stranger do not") {
  CHECK(page("/regeln").status == 200);
  CHECK(get(host, "/verwaltung/amt/steueramt/regeln").status == 403);
  staff("gescher", "emuster", {{Role::clerk, "buergerbuero"}});
  for (auto const* rest :
       {"/regeln", "/konflikte", "/schalter-und-dienste", "/einstellungen", "/auslastung", "/auslastung.csv"})
    CHECK(page(rest).status == 403);
}

TEST_CASE_FIXTURE(HeadPortal, "checking rules shows whom they hit and changes nothing") {
  booked(tuesday, 11 * 60 + 40, 1);
  auto const answer = check("Mo-Fr 08:00-11:00 alle 10 Minuten\n", 1);
  CHECK(answer.status == 200);
  CHECK(has(answer, "Ein gebuchter Termin passt nicht mehr"));
  CHECK(has(answer, "liegt außerhalb der Zeiten"));
  CHECK(has(answer, "Erika &lt;Mustermann&gt;"));
  CHECK(has(answer, "kl-cal__clash"));
  CHECK(has(answer, "Bisher sind es 960 und 960."));  // 2 desks × 24 starts × 20 days
  CHECK(has(answer, "entstehen 720 Zeiten, davon 720 online"));
  CHECK(plan().rules_version == 1);
}

TEST_CASE_FIXTURE(HeadPortal, "a line that cannot be read names itself, and the text is still there") {
  auto const answer = check("Mo-Fr 08:00-12:00 alle 10 Minuten\nSa 10:00-12:0 alle 15 Minuten\n", 1);
  CHECK(answer.status == 422);
  CHECK(has(answer, "Zeile 2"));
  CHECK(has(answer, "12:0 alle 15 Minuten"));
  CHECK(has(answer, "href=\"#regel-text\""));
  CHECK(has(answer, "id=\"regel-text\""));
  CHECK_FALSE(has(answer, "value=\"uebernehmen\""));
}

TEST_CASE_FIXTURE(HeadPortal, "a rule that changes after its check is checked first") {
  auto const answer =
      sends("/regeln", "tun=uebernehmen&fassung=1&geprueft=0&regeln=" + encoded("Mo 08:00-09:00 alle 10 Minuten\n"));
  CHECK(answer.status == 200);
  CHECK(has(answer, "value=\"uebernehmen\""));
  CHECK(plan().rules_version == 1);
}

TEST_CASE_FIXTURE(
    HeadPortal,
    "saved rules hold at once; a booking that no longer fits keeps its time and is listed until the office decides") {
  auto const id = booked(tuesday, 11 * 60 + 40, 1);
  booked(tuesday, 9 * 60, 2);
  auto const saved = apply("Mo-Fr 08:00-11:00 alle 10 Minuten\n", 1);
  CHECK(saved.status == 303);
  CHECK(has(get(host, header(saved, "Location")), "Gespeichert. Die neuen Regeln gelten ab jetzt."));
  CHECK(plan().rules_version == 2);
  auto const list = page("/konflikte");
  CHECK(has(list, "Ein Termin passt"));
  CHECK(has(list, "/buchen?verschieben=" + std::to_string(id)));
  CHECK(has(list, "/absage/" + std::to_string(id)));
  CHECK(sends("/konflikte", "tun=behalten").status == 422);
  CHECK(sends("/konflikte", "tun=behalten&wahl-" + std::to_string(id) + "=ja").status == 303);
  CHECK(has(page("/konflikte"), "Alle 2 Termine der nächsten Zeit passen"));
}

TEST_CASE_FIXTURE(HeadPortal, "when somebody else has saved meanwhile nothing is lost and both texts are shown") {
  CHECK(apply("Mo 08:00-12:00 alle 10 Minuten\n", 1).status == 303);
  auto const late = apply("Di 08:00-12:00 alle 10 Minuten\n", 1);
  CHECK(late.status == 409);
  CHECK(has(late, "Inzwischen hat jemand anderes gespeichert"));
  CHECK(has(late, "<del>− Mo 08:00-12:00 alle 10 Minuten</del>"));
  CHECK(has(late, "<ins>+ Di 08:00-12:00 alle 10 Minuten</ins>"));
  CHECK(has(late, "name=\"fassung\" value=\"2\""));
  CHECK(plan().rules_text == "Mo 08:00-12:00 alle 10 Minuten\n");
  CHECK(apply("Di 08:00-12:00 alle 10 Minuten\n", 2).status == 303);
  CHECK(plan().rules_version == 3);
}

TEST_CASE_FIXTURE(HeadPortal, "an older version comes back into the editor") {
  apply("Mo 08:00-12:00 alle 10 Minuten\n", 1);
  auto const answer = page("/regeln?fassung=1");
  CHECK(has(answer, "\nMo-Fr 08:00-12:00 alle 10 Minuten\n</textarea>"));
  CHECK(has(answer, "name=\"fassung\" value=\"2\""));
  CHECK(plan().rules_version == 2);
}

TEST_CASE_FIXTURE(HeadPortal, "a line is put together from fields, and a wrong field loses nothing") {
  auto const fields = "fassung=1&regeln=" + encoded("Mo-Fr 08:00-12:00 alle 10 Minuten\n") +
                      "&tun=hinzufuegen&tage=Do&art=termine&von=14:00&alle=15&schalter=1&bis=";
  auto const added = sends("/regeln", fields + "18:00");
  CHECK(added.status == 200);
  CHECK(has(added, "Do 14:00-18:00 alle 15 Minuten, Schalter 1"));
  auto const wrong = sends("/regeln", fields + "13:00");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "Das Ende 13:00 liegt nicht nach dem Beginn 14:00"));
  CHECK(has(wrong, "Mo-Fr 08:00-12:00 alle 10 Minuten"));
  auto const elf = sends("/regeln", fields + "elf");
  CHECK(elf.status == 422);
  CHECK(has(elf, "Schreiben Sie die Uhrzeit so: 9:30"));
  CHECK(has(elf, "value=\"elf\" aria-describedby=\"r-bis-fehler\""));
  CHECK(has(elf, "Mo-Fr 08:00-12:00 alle 10 Minuten"));
}

TEST_CASE_FIXTURE(HeadPortal, "settings have bounds, and a refusal says which") {
  auto const body = [](std::string const& last_day) {
    return "first_day=0&lead_minutes=30&hold_minutes=20&confirm_minutes=120&change_minutes=60&remind_hours=24&most_per_"
           "person=3&release_minutes=30&offer_minutes=120&overbook_percent=50&retention_days=30&walk_in=ja&video_"
           "address=&paused=&last_day=" +
           last_day;
  };
  auto const wrong = sends("/einstellungen", body("999"));
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "Buchbar bis: Möglich sind 1 bis 365 Tage im Voraus."));
  CHECK(has(wrong, "value=\"999\""));
  CHECK(sends("/einstellungen", body("zwei")).status == 422);
  CHECK(sends("/einstellungen", body("90")).status == 303);
  CHECK(plan().settings.last_day == 90);
  CHECK(plan().settings.overbook_percent == 50);
  CHECK(plan().desks.size() == 2);  // the extra desk of overbooking is nobody's place
}

TEST_CASE_FIXTURE(HeadPortal, "an office begins to give appointments with its first settings") {
  staff("gescher", "steuern", {{Role::head, "steueramt"}});
  auto const first = get(host, "/verwaltung/amt/steueramt/einstellungen");
  CHECK(has(first, "vergibt noch keine Termine"));
  CHECK(get(host, "/verwaltung/amt/steueramt/regeln").status == 404);
  CHECK(submit(host, "/verwaltung/amt/steueramt/einstellungen",
               "first_day=0&last_day=28&lead_minutes=30&hold_minutes=20&confirm_minutes=120&change_minutes=60&remind_"
               "hours=24&most_per_person=3&release_minutes=30&offer_minutes=120&overbook_percent=0&retention_days=30")
            .status == 303);
  CHECK(get(host, "/verwaltung/amt/steueramt/regeln").status == 200);
}

TEST_CASE_FIXTURE(HeadPortal, "desks, services and rooms are changed on one page") {
  auto const one = std::to_string(desks[1]), two = std::to_string(desks[2]);
  CHECK(sends("/schalter-und-dienste",
              "tun=haken&" + std::string{passport} + "." + one + "=ja&" + std::string{certificate} + "." + one + "=ja")
            .status == 422);
  CHECK(sends("/schalter-und-dienste", "tun=haken&" + std::string{passport} + "." + one + "=ja&" +
                                           std::string{certificate} + "." + one + "=ja&" + std::string{certificate} +
                                           "." + two + "=ja")
            .status == 303);
  CHECK(plan().desks[0].skills.empty());
  CHECK(plan().desks[1].skills == std::vector<std::string>{std::string{certificate}});
  CHECK(sends("/schalter-und-dienste", "tun=schalter&platz-" + one + "=2&name-" + one + "=Hinten&betrieb-" + one +
                                           "=ja&platz-" + two + "=1&name-" + two + "=Vorne&betrieb-" + two +
                                           "=ja&neuer-schalter=Mitte")
            .status == 303);
  REQUIRE(plan().desks.size() == 3);
  CHECK(plan().desks[0].name == "Vorne");
  CHECK(plan().desks[0].id == desks[2]);
  CHECK(sends("/schalter-und-dienste", "tun=raeume&neuer-raum=Kamera").status == 303);
  auto const offers = "tun=dienste&minuten-" + std::string{passport} + "=15&anzahl-" + std::string{passport} +
                      "=2&online-" + std::string{passport} + "=ja&ort-" + std::string{passport} + "=ja&braucht-" +
                      std::string{passport} + "=Kamera&weg-" + std::string{certificate} + "=ja";
  CHECK(sends("/schalter-und-dienste", offers).status == 303);
  // A service is found in everyday words and added with one press.
  CHECK(has(page("/schalter-und-dienste?suche=xqzv"), "Zu „xqzv“ steht nichts im Katalog."));
  auto const found = page("/schalter-und-dienste?suche=umziehen");
  auto const keys = all_between(found, "name=\"dazu\" value=\"", "\"");
  REQUIRE_FALSE(keys.empty());
  auto const& key = keys.front();
  CHECK(sends("/schalter-und-dienste", "dazu=" + key).status == 303);
  CHECK(sends("/schalter-und-dienste", "dazu=" + key).status == 303);
  CHECK(plan().service(key) != nullptr);
  CHECK(sends("/schalter-und-dienste", "dazu=gibtsnicht").status == 400);
  REQUIRE(plan().services.size() == 2);
  CHECK(plan().service(passport)->minutes == 15);
  CHECK(plan().service(passport)->resource == "Kamera");
  CHECK(plan().service(certificate) == nullptr);
  CHECK(page("/schalter-und-dienste").status == 200);
}

TEST_CASE_FIXTURE(HeadPortal,
                  "many conflicts are moved at once after a preview, each to a time of its own, and taken back") {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(booked(tuesday, 12 * 60 + 10 * i, 1));  // after closing
  database("gescher").write([&](db::Connection& connection) {
    for (auto const id : ids) {
      auto a = *appointments::store::find(connection, id);
      a.code += std::to_string(id);
      a.email = "erika@example.org";
      a.confirmed_at = "2026-11-01T08:00:00Z";
      appointments::store::update(connection, a);
      REQUIRE(appointments::store::claim(connection, a.desk, a.day, a.minute / 5, a.minute / 5 + 2, a.id));
    }
  });
  auto const at = [&](std::int64_t id) {
    std::optional<appointments::Appointment> found;
    database("gescher").read([&](db::Connection& connection) { found = appointments::store::find(connection, id); });
    return found->starts_at;
  };
  auto const list = page("/konflikte?alle=ja");
  CHECK(all_between(list, "name=\"wahl-", "\"").size() == 3);
  CHECK(has(list, " checked"));
  CHECK_FALSE(has(page("/konflikte"), " checked"));
  CHECK(has(list, "Mi, 25.11.2026, 8:00 Uhr"));

  std::string chosen = "tun=anbieten";
  for (auto const id : ids) chosen += "&wahl-" + std::to_string(id) + "=ja";
  auto const preview = sends("/konflikte", chosen);
  CHECK(has(preview, "Diese 3 Termine verschieben?"));
  CHECK(has(preview, "bisher Di, 24.11.2026, 12:10 Uhr"));
  CHECK(has(preview, "E-Mail an Erika &lt;Mustermann&gt;"));
  CHECK(at(ids[0]) == "2026-11-24T11:00:00Z");  // nothing has happened yet
  CHECK(mails().empty());

  std::string apply = "tun=verschieben";
  for (auto const& one : all_between(preview, "name=\"neu\" value=\"", "\"")) apply += "&neu=" + encoded(one);
  auto const moved = sends("/konflikte", apply);
  REQUIRE(moved.status == 303);
  std::multiset<std::string> const starts{at(ids[0]), at(ids[1]), at(ids[2])};
  CHECK(starts.count("2026-11-25T07:00:00Z") == 2);  // two desks
  CHECK(starts.count("2026-11-25T07:10:00Z") == 1);
  auto const done = get(host, header(moved, "Location"));
  CHECK(has(done, "3 Termine verschoben. Die E-Mails gehen in 5 Minuten ab."));
  CHECK(has(done, "passen zu den Regeln"));
  CHECK(mails().empty());

  std::string back = "tun=zurueck";
  for (auto const& one : all_between(done, "name=\"war\" value=\"", "\"")) back += "&war=" + one;
  auto const undone = sends("/konflikte", back);
  CHECK(has(get(host, header(undone, "Location")), "3 Termine wieder zur alten Zeit. Es ging keine E-Mail ab."));
  CHECK(at(ids[0]) == "2026-11-24T11:00:00Z");
  clock.advance(minutes{6});
  run_jobs();
  CHECK(mails().empty());
  std::int64_t claims = 0;
  database("gescher").read([&](db::Connection& connection) {
    claims = connection.number("SELECT COUNT(*) FROM slot_claims WHERE day = 20781");
  });
  CHECK(claims == 6);

  // After the mails have gone out it is too late.
  staff("gescher", "leitung", {{Role::head, "buergerbuero"}});
  REQUIRE(sends("/konflikte", apply).status == 303);
  clock.advance(minutes{6});
  run_jobs();
  CHECK(mails().size() == 3);
  staff("gescher", "leitung", {{Role::head, "buergerbuero"}});
  CHECK(has(get(host, header(sends("/konflikte", back), "Location")), "3 Termine nicht geändert"));
}

TEST_CASE_FIXTURE(HeadPortal, "what was and what is planned never stand in one sentence") {
  booked(year{2026} / 11 / 25, 8 * 60, 1);
  auto const current = page("/auslastung");
  CHECK_FALSE(has(current, "war am vollsten"));
  CHECK_FALSE(has(current, "Wie voll waren die Schalter?"));  // it is Monday: no day of this week is over
  CHECK(has(current, "Mittwoch wird am vollsten: 2 % der Zeit sind schon vergeben."));
  booked(year{2026} / 11 / 18, 8 * 60, 1, State::finished);
  auto const last = page("/auslastung?von=2026-11-16");
  CHECK(has(last, "Mittwoch war am vollsten"));
  CHECK_FALSE(has(last, "Was ist schon vergeben?"));
  CHECK(has(last, "Mittwoch von 8 bis 9 Uhr war am vollsten"));
  CHECK(has(last, "kl-heat"));
  auto const next = page("/auslastung?von=2026-11-30");
  CHECK_FALSE(has(next, "waren vergeben"));
  CHECK_FALSE(has(next, "kamen"));
}

TEST_CASE_FIXTURE(HeadPortal, "the start page of the head says what needs doing now") {
  booked(tuesday, 12 * 60, 1);
  booked(year{2026} / 11 / 23, 9 * 60, 1);
  booked(year{2026} / 11 / 23, 11 * 60, 2);
  auto const start = get(host, "/verwaltung");
  CHECK(has(start, "Niemand wartet"));
  CHECK(has(start, "1 Person ist noch nicht da"));
  CHECK(has(start, "Nächster Termin um 11:00 Uhr"));
  CHECK(has(start, "1 Termin passt nicht mehr zu den Regeln"));
  CHECK(has(start, "Heute noch geplant"));
  CHECK_FALSE(has(start, "Fristen, Erinnerung"));  // where everything is, the tabs say
  auto const id = std::to_string(booked(tuesday, 9 * 60, 1));
  database("gescher").write([&](db::Connection& connection) {
    acts::enqueue(connection, clock.now(),
                  {.kind = "mail", .subject = "appointment:" + id, .due = clock.now(), .payload = "x"});
  });
  database("gescher").write([](db::Connection& connection) { connection.exec("UPDATE outbox SET state = 'dead'"); });
  CHECK(has(get(host, "/verwaltung"), "kam nicht an"));
}

TEST_CASE_FIXTURE(HeadPortal, "figures are a sentence, a picture and a table, and a file for spreadsheets") {
  for (int i = 0; i < 10; ++i)
    booked(year{2026} / 11 / 17, 8 * 60 + i * 10, 1, i < 8 ? State::finished : State::missed);
  auto const shown = page("/auslastung?von=17.11.2026");
  CHECK(has(shown, "Dienstag war am vollsten: 20 % der Zeit waren vergeben."));
  CHECK(has(shown, "Von 10 Gebuchten kamen 2 nicht."));
  CHECK(has(shown, "<svg viewBox=\"0 0 960 252\""));
  CHECK(has(page("/auslastung?von=31.02.2026"), "Diesen Tag gibt es im Kalender nicht."));
  auto const file = page("/auslastung.csv?von=2026-11-16");
  CHECK(file.content_type.starts_with("text/csv"));
  CHECK(has(file, "\"Di, 17.11.2026\",\"Nicht erschienen\",2"));
}

TEST_CASE_FIXTURE(HeadPortal, "the calendar of a desk names times, services and codes, and nobody") {
  booked(tuesday, 9 * 60, 1);
  auto const page_text = page("/schalter-und-dienste").body;
  auto const at = page_text.find("/verwaltung/kalender/");
  REQUIRE(at != std::string::npos);
  auto const path = page_text.substr(at, page_text.find('"', at) - at);
  cookies.clear();
  auto const feed = get(host, path);
  CHECK(feed.status == 200);
  CHECK(feed.content_type == "text/calendar; charset=utf-8");
  CHECK(has(feed, "K7MX4Q"));
  CHECK(has(feed, "DTSTART:20261124T080000Z"));
  CHECK_FALSE(has(feed, "Erika"));
  CHECK(get(host, path + "0").status == 404);
}

TEST_CASE_FIXTURE(HeadPortal,
                  "the address of a calendar can be withdrawn: the old one shows nothing, another one does") {
  auto const addresses = [&] {
    std::vector<std::string> found;
    auto const text = page("/schalter-und-dienste").body;
    for (auto at = text.find("/verwaltung/kalender/"); at != std::string::npos;
         at = text.find("/verwaltung/kalender/", at + 1))
      found.push_back(text.substr(at, text.find('"', at) - at));
    return found;
  };
  auto const before = addresses();
  REQUIRE(before.size() == 3);
  CHECK(submit(host, "/verwaltung/amt/buergerbuero/kalender", "schalter=99").status == 404);
  REQUIRE(submit(host, "/verwaltung/amt/buergerbuero/kalender", "schalter=1").status == 303);
  auto const after = addresses();
  CHECK(after[0] == before[0]);
  CHECK(after[1] != before[1]);
  CHECK(after[2] == before[2]);
  CHECK(get(host, before[1]).status == 404);
  CHECK(get(host, after[1]).status == 200);
  CHECK(get(host, before[2]).status == 200);
}
