#include "administration/cases/cases.h"
#include "administration/consultations/acts/answering.h"
#include "tests/support/erasing.h"
#include "tests/support/reporting.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header, test::picture;

namespace {

constexpr std::string_view town = "gescher", district = "kreis-borken",
                           asking = "/verwaltung/amt/buergerbuero/beteiligen/1",
                           one = "/verwaltung/amt/buergerbuero/antraege/1",
                           list = "/verwaltung/amt/bauamt/stellungnahmen";

/// A lamp was reported with a picture. Anna of Gescher has the case; Dora of the district knows who owns the lamp.
struct Consulting : test::Reporting {
  std::string own;

  Consulting() {
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
  }

  http::Response anna(std::string_view path, std::optional<std::string> const& body = {}) {
    cookies.clear();
    staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    return ask_or_send("gescher.localhost", path, body);
  }
  http::Response dora(std::string_view path, std::optional<std::string> const& body = {}) {
    cookies.clear();
    staff("kreis-borken", "dora", {{Role::clerk, "bauamt"}});
    return ask_or_send("kreis-borken.localhost", path, body);
  }
  http::Response ask_or_send(std::string host, std::string_view path, std::optional<std::string> const& body) {
    return body ? submit(std::move(host), std::string{path}, *body) : get(std::move(host), std::string{path});
  }

  static std::string question(std::string const& parts = "&zeigen=ort&zeigen=datei+f1") {
    return "an=05554&amt=bauamt&frage=Wem+geh%C3%B6rt+die+Lampe%3F&bis=2026-12-07" + parts;
  }
  void asks(std::string const& body = question()) {
    auto const answer = anna(asking, body);
    REQUIRE(answer.status == 303);
    CHECK(header(answer, "Location") == std::string{one} + "#behoerden");
  }
  /// What waits in the outbox of this authority goes, but mails; whatever fails waits on.
  acts::Delivery carry(std::string_view of) {
    auto at = visit(std::string{of});
    return acts::deliver_but(at.db, clock, "mail", [&](acts::OutboxMessage const& message) -> std::string {
      for (auto const& module : modules.all())
        for (auto const& sender : module.deliveries)
          if (sender.kind == message.kind) try {
              return sender.send(at, message);
            } catch (std::exception const&) {
              return "it has failed";
            }
      return "nobody sends it";
    });
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
  void sql(std::string_view of, std::string const& text) {
    database(std::string{of}).write([&](db::Connection& connection) { connection.exec(text); });
  }
  std::string there() {
    return "/verwaltung/amt/bauamt/beteiligungen/" + word(town, "SELECT consultation FROM consultations");
  }
  std::int64_t held_there() {
    return number(district, "SELECT COUNT(*) FROM blob_references WHERE holder LIKE 'consultation:%'");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Consulting, "another authority is asked, reads what it was shown and no more, and answers") {
  CHECK(has(anna(one), "Andere Behörde fragen"));
  CHECK(has(anna(asking), "Kreis Borken"));
  auto const form = anna(std::string{asking} + "?an=05554");
  for (auto const* text : {"Bauamt des Kreises", "Datei: Lampe.png", "Seit gestern"}) {
    CAPTURE(text);
    CHECK(has(form, text) == (std::string_view{text} != "Seit gestern"));
  }
  CHECK(anna(asking, "an=05554&amt=&frage=Wem%3F&bis=2026-12-07").status == 422);
  CHECK(anna(asking, "an=05554&amt=bauamt&frage=Wem%3F&bis=2026-11-20").status == 422);
  CHECK(anna(asking, "an=05554016&amt=buergerbuero&frage=Wem%3F&bis=2026-12-07").status == 400);
  asks();
  CHECK(has(anna(one), "noch unterwegs"));
  CHECK(carry(town).sent == 1);

  CHECK(has(dora("/verwaltung"), "Eine Behörde bittet um eine Stellungnahme"));
  CHECK(has(dora(list), "Stadt Gescher"));
  auto const page = dora(there());
  for (auto const* text : {"Wem gehört die Lampe?", "Name von anna in gescher", "Hauptstraße", "Lampe.png"})
    CHECK(has(page, text));
  for (auto const* text : {"Seit gestern", "erika@beispiel.de"}) CHECK_FALSE(has(page, text));
  CHECK(dora(there() + "/dateien/1").body == picture);
  CHECK(dora(there() + "/dateien/2").status == 404);
  CHECK(dora(there(), "antwort=").status == 422);
  CHECK(dora(there(), "antwort=Die+Lampe+geh%C3%B6rt+uns.").status == 303);
  CHECK(carry(district).sent == 1);

  auto const answered = anna(one);
  for (auto const* text : {"Die Lampe gehört uns.", "Name von dora in kreis-borken, Bauamt des Kreises"})
    CHECK(has(answered, text));
  CHECK(has(anna("/verwaltung/amt/buergerbuero/faelle?sicht=vorlage"), "2026-000001"));
  cookies.clear();
  auto const uses = get("gescher.localhost", own + "/datennutzung");
  CHECK(has(uses, "wird gefragt, was sie dazu sagt"));
  CHECK(has(uses, "Kreis Borken"));
}

TEST_CASE_FIXTURE(Consulting, "with the answer, or with the case, what was shown is gone at the other authority") {
  asks();
  carry(town);
  CHECK(held_there() == 1);
  SUBCASE("answered") {
    dora(there(), "antwort=Uns");
    CHECK_FALSE(has(dora(there()), "Hauptstraße"));
    CHECK(has(dora(there()), "Wem gehört die Lampe?"));
    auto const late = dora(there(), "antwort=Doch+nicht");
    CHECK(late.status == 422);
    CHECK(has(late, "Doch nicht"));
  }
  SUBCASE("not needed any more") {
    auto const id = word(town, "SELECT consultation FROM consultations");
    CHECK(anna(std::string{asking} + "/zurueck", "welche=" + id).status == 303);
    CHECK(has(anna(one), "nicht mehr gebraucht"));
    carry(town);
    CHECK(dora(there(), "antwort=Uns").status == 422);
    CHECK_FALSE(has(dora(list), "2026-000001"));
  }
  SUBCASE("the case has ended") {
    cookies.clear();
    REQUIRE(post("gescher.localhost", own + "/zuruecknehmen", key()).status == 303);
    run_jobs();
    CHECK(carry(town).sent == 1);
    CHECK_FALSE(has(dora(list), "2026-000001"));
    CHECK(anna(asking).status == 404);
    clock.advance(std::chrono::days{400});
    auto gescher = visit("gescher");
    test::erase_due(*this, gescher);
    CHECK(number(town, "SELECT COUNT(*) FROM consultations") == 0);
  }
  CHECK(dora(there() + "/dateien/1").status == 404);
  CHECK(held_there() == 0);
  carry(district);
  clock.advance(std::chrono::days{400});
  auto borken = visit("kreis-borken");
  consultations::erase_old(borken);
  CHECK(number(district, "SELECT COUNT(*) FROM consultations") == 0);
}

TEST_CASE_FIXTURE(Consulting, "what arrives twice is one, and what was lost goes again the next day") {
  asks();
  SUBCASE("the question comes twice") {
    carry(town);
    sql(town, "UPDATE consultations SET state = 'under_way'");
    clock.advance(std::chrono::hours{24});
    run_jobs();
    CHECK(carry(town).sent == 1);
  }
  SUBCASE("the receiver stops in the middle") {
    sql(district, "ALTER TABLE events RENAME TO events_away");
    CHECK(carry(town).failed == 1);
    sql(district, "ALTER TABLE events_away RENAME TO events");
    CHECK(number(district, "SELECT COUNT(*) FROM consultations") == 0);
    clock.advance(std::chrono::minutes{2});
    CHECK(carry(town).sent == 1);
  }
  SUBCASE("the message was lost") {
    sql(town, "UPDATE outbox SET state = 'withdrawn', payload = '' WHERE kind = 'consultation.ask'");
    clock.advance(std::chrono::hours{24});
    run_jobs();
    CHECK(carry(town).sent == 1);
  }
  SUBCASE("the answer comes twice, and only the first counts") {
    carry(town);
    CHECK(dora(there(), "antwort=Uns").status == 303);
    carry(district);
    sql(district, "UPDATE consultations SET state = 'answering'");
    clock.advance(std::chrono::hours{24});
    run_jobs();
    CHECK(carry(district).sent == 1);
    CHECK(number(town, "SELECT COUNT(*) FROM events WHERE kind = 'consultation.get_answer'") == 1);
  }
  CHECK(number(district, "SELECT COUNT(*) FROM consultations") == 1);
}

TEST_CASE_FIXTURE(Consulting, "an office that is gone cannot be asked, and the case says so today") {
  asks();
  authority::import_offices(*store, "authority,id,kinds,name\nkreis-borken,kreisamt,buergerbuero,Bürgeramt\n",
                            OnRejection::keep_good_lines);
  authorities.refresh_towns();
  sql(town, "UPDATE consultations SET office = 'gibt-es-nicht'");
  CHECK(carry(town).sent == 1);
  CHECK(has(anna(one), "nicht angekommen"));
  CHECK(has(anna("/verwaltung/amt/buergerbuero/faelle?sicht=vorlage"), "2026-000001"));
}

TEST_CASE_FIXTURE(Consulting, "nobody else finds it: another office, another town, somebody of other services") {
  asks();
  carry(town);
  auto const path = there();
  auto const other = "/verwaltung/amt/kreisamt" + path.substr(path.find("/beteiligungen"));
  cookies.clear();
  staff("kreis-borken", "emil", {{Role::clerk, "kreisamt"}});
  CHECK(get("kreis-borken.localhost", path).status == 403);
  CHECK(get("kreis-borken.localhost", other).status == 404);
  cookies.clear();
  staff("kreis-borken", "frida", {{Role::clerk, "bauamt", {"hund-anmelden"}}});
  CHECK(get("kreis-borken.localhost", path).status == 404);
  CHECK_FALSE(has(get("kreis-borken.localhost", std::string{list}), "2026-000001"));
  cookies.clear();
  staff("gescher", "gerd", {{Role::clerk, "steueramt"}});
  CHECK(get("gescher.localhost", "/verwaltung/amt/steueramt/beteiligen/1").status == 404);
  // What is kept is sealed.
  for (auto const of : {town, district})
    CHECK(number(of, "SELECT COUNT(*) FROM consultations WHERE sealed LIKE '%Lampe%'") == 0);
}
