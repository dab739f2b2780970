#include "administration/applications/store/verify.h"
#include "administration/cases/cases.h"
#include "administration/payments/payments.h"
#include "platform/acts/delivering.h"
#include "platform/ledger/seal.h"
#include "tests/support/reporting.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header, test::picture;

namespace {

constexpr std::string_view here = "/verwaltung/amt/buergerbuero/antraege/1", town = "gescher",
                           district = "kreis-borken";

/// Somebody has reported a lamp with a picture, and a clerk of Gescher finds that the district must mend it.
struct Crossing : test::Reporting {
  Crossing() {
    authority::import_offices(*store,
                              "authority,id,kinds,name\n"
                              "kreis-borken,kreisamt,buergerbuero,Bürgeramt des Kreises\n"
                              "kreis-borken,bauamt,bauen,Bauamt des Kreises\n",
                              OnRejection::keep_good_lines);
    authorities.reload();
    authorities.refresh_towns();
    auto const first = header(post("gescher.localhost", "/antrag/strassenbeleuchtung-melden", key()), "Location");
    own = first.substr(0, first.rfind('/'));
    post("gescher.localhost", own + "/ort", key() + "strasse=Hauptstra%C3%9Fe&mast=");
    send_parts(own + "/schaden", part("name=\"schaden\"", "flackert") + part("name=\"notiz\"", "Seit gestern") +
                                     part("name=\"foto\"; filename=\"Lampe.png\"", picture));
    post("gescher.localhost", own + "/antwort", key() + "mail=erika%40beispiel.de");
    REQUIRE(post("gescher.localhost", own + "/senden", key()).status == 303);
    mails("gescher");
    later(std::chrono::hours{48});
  }

  /// Time passes, and the heads of both ledgers are signed as the sealing process does.
  void later(std::chrono::microseconds span) {
    clock.advance(span);
    for (auto const of : {town, district})
      REQUIRE(ledger::seal(database(std::string{of}), signers[of == town ? 0 : 1], clock, {}));
  }

  void clerk(std::string_view of) {
    cookies.clear();
    if (of == town) staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    if (of == district) staff("kreis-borken", "dora", {{Role::clerk, "kreisamt"}});
  }
  http::Response press(std::string_view of, std::string_view path, std::string const& body) {
    return submit(std::string{of} + ".localhost", std::string{path}, body);
  }
  static std::string wish(std::string const& ground = "place", std::string const& along = "&mit=nachrichten") {
    return "an=05554&amt=kreisamt&rechtsgrund=" + ground + "&grund=Die+Lampe+steht+an+der+Kreisstra%C3%9Fe" + along;
  }
  http::Response pass(std::string const& body = wish()) {
    clerk(town);
    return press(town, std::string{here} + "/weitergeben", body);
  }
  http::Response give_back() {
    clerk(district);
    return press(district, "/verwaltung/amt/kreisamt/antraege/1/zurueckgeben", "grund=Das+ist+eine+Ortsstra%C3%9Fe");
  }
  /// What waits in the outbox of this authority goes, but mails; whatever fails waits on.
  acts::Delivery carry(std::string_view of) {
    auto at = visit(std::string{of});
    return acts::deliver_but(at.db, clock, "mail", [&](acts::OutboxMessage const& message) -> std::string {
      try {
        for (auto const& module : modules.all())
          for (auto const& one : module.deliveries)
            if (one.kind == message.kind) return one.send(at, message);
      } catch (std::exception const&) {
        return "it has failed";
      }
      return "nobody sends it";
    });
  }
  void sql(std::string_view of, std::string const& text) {
    database(std::string{of}).write([&](db::Connection& connection) { connection.exec(text); });
  }
  std::int64_t number(std::string_view of, std::string const& text) {
    std::int64_t found = 0;
    database(std::string{of}).read([&](db::Connection& connection) { found = connection.number(text); });
    return found;
  }
  std::string word(std::string_view of, std::string const& text) {
    std::string found;
    database(std::string{of}).read([&](db::Connection& connection) { found = connection.text(text).value_or(""); });
    return found;
  }
  http::Response at_district(std::string_view rest = {}) {
    clerk(district);
    return get("kreis-borken.localhost", "/verwaltung/amt/kreisamt/antraege/1" + std::string{rest});
  }
  http::Response at_town() {
    clerk(town);
    return get("gescher.localhost", std::string{here});
  }
  http::Response own_page(std::string_view rest = {}) {
    cookies.clear();
    return get("gescher.localhost", own + std::string{rest});
  }
  void nothing_is_half() {
    for (auto const of : {town, district}) {
      CAPTURE(of);
      CHECK(applications::verify(database(std::string{of}), clock.now()).findings == std::vector<std::string>{});
    }
  }
  std::string own;
  ledger::NoteSigner signers[2] = {{"gescher.example/ledger", crypto::SigningKey::make(random)},
                                   {"kreis-borken.example/ledger", crypto::SigningKey::make(random)}};
};

}  // namespace

TEST_CASE_FIXTURE(Crossing, "a case goes to the district with all that belongs to it, and whoever applied is led on") {
  clerk(town);
  CHECK(has(at_town(), "An eine andere Behörde abgeben"));
  auto const choice = get("gescher.localhost", std::string{here} + "/weitergeben");
  CHECK(has(choice, "Kreis Borken"));
  CHECK(has(choice, "Stadt Ahaus"));
  CHECK(has(get("gescher.localhost", std::string{here} + "/weitergeben?suche=hennef"), "Stadt Hennef (Sieg)"));
  CHECK(has(get("gescher.localhost", std::string{here} + "/weitergeben?an=05554"), "Bürgeramt des Kreises"));
  CHECK(number(district, "SELECT COUNT(*) FROM applications") == 0);  // looking is nothing
  CHECK(header(pass(), "Location") == std::string{here} + "?getan=abgegeben#getan");
  CHECK(word(town, "SELECT phase FROM cases") == "passed_on");
  CHECK(has(own_page(), "auf dem Weg dorthin"));

  CHECK(carry(town).sent == 1);
  auto const there = at_district();
  CHECK(there.status == 200);
  for (auto const* text : {"2026-000001", "Übernommen von Stadt Gescher", "Die Lampe steht an der Kreisstraße",
                           "Seit gestern", "Zuerst eingegangen", "23.11.2026", "Name von anna in gescher, Bürgerbüro"})
    CHECK(has(there, text));
  CHECK(at_district("/dateien/f1").body == picture);
  CHECK(has(get("kreis-borken.localhost", "/verwaltung/amt/kreisamt/faelle?sicht=alle"), "2026-000001"));

  auto const kept = at_town();
  for (auto const* text : {"an eine andere Behörde abgegeben", "Abgegeben an Kreis Borken", "Seit gestern"})
    CHECK(has(kept, text));
  CHECK_FALSE(has(kept, "Übernehmen"));
  auto const letters = mails("gescher");
  REQUIRE(letters.size() == 1);
  CHECK(letters.front().text.find("Kreis Borken") != std::string::npos);
  CHECK(letters.front().text.find("Nummer dort: 2026-000001") != std::string::npos);
  nothing_is_half();
}

TEST_CASE_FIXTURE(Crossing, "number, code and link of the first authority lead to the page at the other one") {
  pass();
  carry(town);
  for (auto const* text : {"Jetzt bei: Kreis Borken", "Nummer dort", "Bei einer anderen Behörde"})
    CHECK(has(own_page(), text));
  auto const way = header(own_page("/dort"), "Location");
  REQUIRE(way.starts_with("http://kreis-borken.localhost:8080/mein-antrag/"));
  auto const path = way.substr(std::string{"http://kreis-borken.localhost:8080"}.size());
  auto const page = get("kreis-borken.localhost", path);
  CHECK(page.status == 200);
  CHECK(has(page, "Stadt Gescher hat uns Ihren Antrag weitergegeben"));
  CHECK(get("ahaus.localhost", path).status == 404);
  // What they write reaches who works on it, and not the one before.
  CHECK(post("kreis-borken.localhost", path + "/nachrichten", key() + "nachricht=Sie+flackert+immer+noch").status ==
        303);
  CHECK(has(at_district(), "Sie flackert immer noch"));
  CHECK_FALSE(has(at_town(), "Sie flackert immer noch"));
  cookies.clear();
  CHECK(post("gescher.localhost", own + "/nachrichten", key() + "nachricht=Hallo").status != 303);
  CHECK(post("gescher.localhost", own + "/zuruecknehmen", key()).status == 409);
  CHECK(has(own_page("/datennutzung"), "Kreis Borken"));
}

TEST_CASE_FIXTURE(Crossing, "what arrives twice is one case, also when a program stops between the steps") {
  REQUIRE(pass(wish("place", {})).status == 303);
  auto const again = [&] {
    sql(town,
        "UPDATE outbox SET state = 'waiting', payload = (SELECT transfer FROM application_transfers) WHERE kind = "
        "'application.cross'");
    later(std::chrono::minutes{2});
    return carry(town);
  };
  SUBCASE("delivered twice") {
    carry(town);
    CHECK(again().sent == 1);
  }
  SUBCASE("stopped in the middle of the act of the receiver") {
    sql(district, "ALTER TABLE cases RENAME TO cases_away");
    CHECK(carry(town).failed == 1);
    CHECK(number(district, "SELECT COUNT(*) FROM applications") == 0);
    CHECK(word(town, "SELECT state FROM application_transfers") == "under_way");
    sql(district, "ALTER TABLE cases_away RENAME TO cases");
    later(std::chrono::minutes{2});
    CHECK(carry(town).sent == 1);
  }
  SUBCASE("its message was lost: the next day brings it") {
    sql(town, "UPDATE outbox SET state = 'withdrawn', payload = '' WHERE kind = 'application.cross'");
    CHECK(carry(town).sent == 0);
    later(std::chrono::hours{24});
    run_jobs();
    CHECK(carry(town).sent == 1);
  }
  SUBCASE("stopped between the acts of the receiver and the sender") {
    sql(town, "ALTER TABLE messages RENAME TO messages_away");
    CHECK(carry(town).failed == 1);
    CHECK(number(district, "SELECT COUNT(*) FROM applications") == 1);
    CHECK(word(town, "SELECT state FROM application_transfers") == "under_way");
    sql(town, "ALTER TABLE messages_away RENAME TO messages");
    later(std::chrono::minutes{2});
    CHECK(carry(town).sent == 1);
  }
  CHECK(number(district, "SELECT COUNT(*) FROM applications") == 1);
  CHECK(number(district, "SELECT COUNT(*) FROM cases") == 1);
  CHECK(word(town, "SELECT state FROM application_transfers") == "there");
  CHECK(word(town, "SELECT number FROM application_transfers") == "2026-000001");
  CHECK(mails("gescher").size() == 1);
  nothing_is_half();
}

TEST_CASE_FIXTURE(Crossing, "who is not competent, either, gives it back, and it is open again with the reason") {
  pass();
  carry(town);
  auto const way = header(own_page("/dort"), "Location");
  later(std::chrono::hours{1});
  auto const path = way.substr(std::string{"http://kreis-borken.localhost:8080"}.size());
  REQUIRE(post("kreis-borken.localhost", path + "/nachrichten", key() + "nachricht=Wer+ist+nun+dran%3F").status == 303);
  CHECK(has(at_district(), "Zurückgeben: Wir sind nicht zuständig"));
  CHECK(give_back().status == 303);
  CHECK(word(district, "SELECT phase FROM cases") == "passed_on");
  SUBCASE("at once") { CHECK(carry(district).sent == 1); }
  SUBCASE("after a stop in between") {
    sql(town, "ALTER TABLE case_notes RENAME TO case_notes_away");
    CHECK(carry(district).failed == 1);
    CHECK(word(town, "SELECT phase FROM cases") == "passed_on");
    sql(town, "ALTER TABLE case_notes_away RENAME TO case_notes");
    later(std::chrono::minutes{2});
    CHECK(carry(district).sent == 1);
  }
  auto const back = at_town();
  for (auto const* text : {"Das ist eine Ortsstraße", "Kreis Borken", "Wer ist nun dran?", "Übernehmen"})
    CHECK(has(back, text));
  CHECK(word(town, "SELECT phase FROM cases") == "new");
  CHECK(word(town, "SELECT erase_on FROM applications").empty());
  CHECK(word(district, "SELECT erase_on FROM applications") == "2026-12-25");
  CHECK(number(town, "SELECT COUNT(*) FROM messages") == 1);
  // The link of the district leads home.
  auto const home = header(get("kreis-borken.localhost", path + "/dort"), "Location");
  CHECK(home == "http://gescher.localhost:8080" + own);
  CHECK_FALSE(has(own_page(), "Jetzt bei"));
  nothing_is_half();
  // And it may go there again.
  later(std::chrono::hours{1});
  CHECK(pass().status == 303);
  carry(town);
  CHECK(number(district, "SELECT COUNT(*) FROM applications") == 2);
  nothing_is_half();
}

TEST_CASE_FIXTURE(Crossing, "a social benefit counts from the day on which it came in first, all others from here") {
  std::string ground = "social", first = "2026-11-23";
  SUBCASE("§ 16 Absatz 2 SGB I") {}
  SUBCASE("§ 3 VwVfG NRW") {
    ground = "place";
    first = "2026-11-25";
  }
  REQUIRE(pass(wish(ground)).status == 303);
  carry(town);
  CHECK(word(district, "SELECT arrived_on FROM cases") == first);
  CHECK(word(district, "SELECT first_on FROM application_transfers") == "2026-11-23");
}

TEST_CASE_FIXTURE(Crossing, "notes go along only when somebody says so") {
  clerk(town);
  press(town, "/verwaltung/amt/buergerbuero/faelle/1", "tun=notieren&notiz=Nachbar+rief+an");
  SUBCASE("no") {
    pass();
    carry(town);
    CHECK_FALSE(has(at_district(), "Nachbar rief an"));
  }
  SUBCASE("yes") {
    pass(wish("task", "&mit=notizen"));
    carry(town);
    CHECK(has(at_district(), "Nachbar rief an"));
    CHECK(has(at_district(), "Stadt Gescher, 25.11.2026"));
  }
}

TEST_CASE_FIXTURE(Crossing, "what cannot go stays, with a sentence that says why") {
  SUBCASE("to nobody, to oneself, for no reason") {
    CHECK(pass("an=05554&amt=&rechtsgrund=place&grund=x").status == 422);
    CHECK(pass("an=05554&amt=kreisamt&rechtsgrund=laune&grund=x").status == 422);
    CHECK(pass("an=05554&amt=kreisamt&rechtsgrund=agreement&grund=x").status == 422);
    CHECK(pass("an=05554&amt=kreisamt&rechtsgrund=place&grund=").status == 422);
    CHECK(pass("an=05554016&amt=buergerbuero&rechtsgrund=place&grund=x").status == 400);
    CHECK(pass("an=99999&amt=kreisamt&rechtsgrund=place&grund=x").status == 400);
    clerk(town);
    CHECK(has(get("gescher.localhost", std::string{here} + "/weitergeben?an=05515000"), "hat hier kein Amt"));
  }
  SUBCASE("while money is owed") {
    payments::Payments const tills{house, printer};
    crypto::Keys const keys{keyring, "05554016"};
    std::int64_t owed = 0;
    acts::perform(database("gescher"), clock, "guest", [&](acts::Transaction& tx) {
      owed = payments::create(tx, {keys, random, "http://gescher.localhost:8080"},
                              {.subject = "application:1", .purpose = "Lampe", .amount = {2000}})
                 .id;
    });
    CHECK(pass().status == 409);
    CHECK(has(pass(), "Geld offen"));
    acts::perform(database("gescher"), clock, "guest",
                  [&](acts::Transaction& tx) { payments::cancel(tx, tills, owed); });
    CHECK(pass().status == 303);
    return;
  }
  SUBCASE("twice, or by who works elsewhere") {
    clerk(district);
    CHECK(get("kreis-borken.localhost", "/verwaltung/amt/kreisamt/antraege/1/weitergeben").status == 404);
    REQUIRE(pass().status == 303);
    CHECK(pass().status == 404);
    carry(town);
    CHECK(press(town, "/verwaltung/amt/buergerbuero/antraege/1/zurueckgeben", "grund=x").status == 404);
    return;
  }
  CHECK(word(town, "SELECT phase FROM cases") == "new");
  CHECK(number(town, "SELECT COUNT(*) FROM application_transfers") == 0);
}

TEST_CASE_FIXTURE(Crossing, "after a change of keys both sides still read it, and the way there still leads there") {
  pass();
  carry(town);
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  for (auto const of : {town, district}) {
    auto at = visit(std::string{of});
    for (auto const& module : modules.all())
      if (module.under_keys.renew) module.under_keys.renew(at);
    CHECK(crypto::sealed_by(word(of, "SELECT sealed FROM application_transfers")) == 2);
  }
  CHECK(has(at_town(), "Die Lampe steht an der Kreisstraße"));
  CHECK(has(at_district(), "Seit gestern"));
  auto const way = header(own_page("/dort"), "Location");
  CHECK(get("kreis-borken.localhost", way.substr(std::string{"http://kreis-borken.localhost:8080"}.size())).status ==
        200);
}

TEST_CASE_FIXTURE(Crossing, "when its time is over, nothing of it is left at the sender") {
  pass();
  carry(town);
  auto const until = word(town, "SELECT erase_on FROM applications");
  REQUIRE(until >= "2027-01-24");  // two months at least: it may still come back
  sql(town, "UPDATE applications SET erase_on = '2026-11-26'");
  later(std::chrono::hours{48});
  run_jobs();
  CHECK(number(town, "SELECT COUNT(*) FROM applications") == 0);
  CHECK(number(town, "SELECT COUNT(*) FROM application_transfers") == 0);
  CHECK(at_district().status == 200);
  // It cannot go back where it is not kept: it goes on here.
  REQUIRE(give_back().status == 303);
  carry(district);
  CHECK(word(district, "SELECT phase FROM cases") == "new");
  CHECK(has(at_district(), "hat ihn nicht mehr"));
}
