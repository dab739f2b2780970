#include <doctest/doctest.h>

#include "tests/support/applying.h"
#include "tests/support/bulky_rules.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace json = boost::json;

namespace {

/// Gescher certifies where somebody lives: free as a file and for a pension, else its price for each sheet.
struct Certificates : test::Applying {
  Certificates() {
    auto const csv = "authority,service,question,answer\ngescher,99115003012000,online,ja\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines, [](auto, auto) { return true; });
    charge("9 Euro");
  }
  void charge(std::string const& price) {
    authority::import_overrides(*store, "authority,service,office,fee,note\ngescher,99115003012000,," + price + ",\n",
                                OnRejection::keep_good_lines);
    authorities.refresh_towns();
  }
  std::string filled_in(std::string const& way, std::string const& language = {}) {
    auto const first = header(send_form(language + "/antrag/meldebescheinigung"), "Location");
    auto own = first.substr(0, first.rfind('/'));
    send_form(own + "/fuer-wen", "vertretung-fuer=self");
    send_form(own + "/umfang", "umfang=einfach");
    send_form(own + "/person",
              "vornamen=Erika&familienname=Mustermann&geburtstag.tag=12&geburtstag.monat=5&geburtstag.jahr="
              "1980&wohnung-strasse=Lindenweg&wohnung-hausnummer=4&wohnung-plz=48712&wohnung-ort=Gescher");
    send_form(own + "/weg", way);
    send_form(own + "/kontakt", "kontakt-mail=erika%40beispiel.de&kontakt-telefon=");
    return own;
  }
  static json::object object_of(http::Response const& answer) { return json::parse(answer.body).as_object(); }
};

constexpr auto two_sheets = "weg=post&zweck=anderes&anzahl=2";

}  // namespace

TEST_CASE_FIXTURE(Certificates, "the applicant sees what it costs and why before sending, and owes just that") {
  auto const own = filled_in(two_sheets);
  auto const check = page(own + "/pruefen");
  CHECK(has(check, "Danach zahlen Sie 18 Euro"));
  CHECK(has(check, "Auf Papier kostet jedes Blatt gleich viel."));
  CHECK(has(check, "§ 2 Abs. 3 GebG NRW"));
  CHECK(header(send_form(own + "/senden", "betrag=1800"), "Location") == own + "?neu=1");
  CHECK(count("SELECT amount FROM receivables") == 1800);
  CHECK(has(page(own), "Auf Papier kostet jedes Blatt gleich viel."));
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const one = page("/verwaltung/amt/buergerbuero/antraege/1");
  CHECK(has(one, "18 Euro, offen"));
  CHECK(has(one, "Regel 3 trifft zu"));
  charge("11 Euro");  // what was asked for stays, and what would be asked for today does not explain it
  CHECK_FALSE(has(page("/verwaltung/amt/buergerbuero/antraege/1"), "Regel 3 trifft zu"));
}

TEST_CASE_FIXTURE(Certificates, "what is free by law is said to be free, and nothing is asked for") {
  for (auto const* way : {"weg=datei", "weg=post&zweck=sozial&anzahl=5"}) {
    auto const own = filled_in(way);
    CHECK(has(page(own + "/pruefen"), "Das kostet Sie nichts."));
    CHECK(header(send_form(own + "/senden", "betrag=0"), "Location") == own + "?neu=1");
  }
  CHECK(count("SELECT COUNT(*) FROM receivables") == 0);
}

TEST_CASE_FIXTURE(Certificates, "where the town names no single amount, the bill comes with the notice") {
  charge("nach Satzung");
  auto const own = filled_in(two_sheets);
  CHECK(has(page(own + "/pruefen"), "Was es kostet, schreibt Ihnen das Amt mit dem Bescheid."));
  CHECK(header(send_form(own + "/senden", "betrag=0"), "Location") == own + "?neu=1");
  CHECK(count("SELECT COUNT(*) FROM receivables") == 0);
}

TEST_CASE_FIXTURE(Certificates,
                  "another answer in a second window is another price: it is shown first, nothing is sent") {
  auto const own = filled_in(two_sheets);
  CHECK(has(page(own + "/pruefen"), "value=\"1800\""));
  send_form(own + "/weg", "weg=post&zweck=anderes&anzahl=5");
  CHECK(header(send_form(own + "/senden", "betrag=1800"), "Location") == own + "/pruefen");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 0);
  CHECK(has(page(own + "/pruefen"), "Danach zahlen Sie 45 Euro"));
  CHECK(header(send_form(own + "/senden", "betrag=4500"), "Location") == own + "?neu=1");
  CHECK(count("SELECT amount FROM receivables") == 4500);
}

TEST_CASE_FIXTURE(Certificates,
                  "an amount that nobody can pay in one sum is not asked for, and the application arrives") {
  charge("999999 Euro");
  auto const own = filled_in(two_sheets);
  CHECK(has(page(own + "/pruefen"), "schreibt Ihnen das Amt"));
  CHECK(header(send_form(own + "/senden", "betrag=0"), "Location") == own + "?neu=1");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
}

TEST_CASE_FIXTURE(Certificates, "the reason is read in the language of the page") {
  auto const own = filled_in(two_sheets, "/en");
  auto const check = page(own + "/pruefen");
  CHECK(has(check, "On paper each sheet costs the same."));
  CHECK(has(check, "You pay 18 euros afterwards"));
}

TEST_CASE_FIXTURE(Certificates, "a program asks what it would cost, and is asked the same amount when it sends") {
  json::object answers{
      {"umfang", "einfach"},
      {"vertretung", {{"fuer", "self"}}},
      {"vornamen", "Erika"},
      {"familienname", "Mustermann"},
      {"geburtstag", "1980-05-12"},
      {"wohnung", {{"strasse", "Lindenweg"}, {"hausnummer", "4"}, {"plz", "48712"}, {"ort", "Gescher"}}},
      {"weg", "post"},
      {"zweck", "anderes"},
      {"anzahl", 3},
      {"kontakt", {{"mail", "erika@beispiel.de"}}}};
  auto const path = std::string{"/api/v1/applications/services/meldebescheinigung"};
  auto const call = [&](std::string const& to, json::object const& body) {
    content_type = "application/json";
    idempotency_key = random.hex(16);
    auto answer = post("gescher.localhost", to, json::serialize(body));
    content_type = "application/x-www-form-urlencoded";
    idempotency_key.clear();
    return answer;
  };
  auto const about = object_of(page(path));
  CHECK(about.at("feeCents").is_null());
  CHECK(about.at("feeByAnswers").as_bool());
  auto const price = object_of(call(path + "/fee", {{"answers", answers}, {"language", "en"}}));
  CHECK(price.at("feeCents").as_int64() == 2700);
  CHECK_FALSE(price.at("later").as_bool());
  CHECK(price.at("reasons").as_array()[0].as_object().at("text").as_string() == "On paper each sheet costs the same.");
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
  auto const other = call(path, {{"answers", answers}, {"confirmed", true}, {"feeCents", 900}});
  CHECK(other.status == 409);
  auto const sent = call(path, {{"answers", answers}, {"confirmed", true}, {"feeCents", 2700}});
  CHECK(sent.status == 201);
  CHECK(object_of(sent).at("feeCents").as_int64() == 2700);
  CHECK(count("SELECT amount FROM receivables") == 2700);
  answers.erase("anzahl");
  CHECK(call(path + "/fee", {{"answers", answers}}).status == 422);
}

namespace {

/// Gescher collects bulky waste at a price for each piece, which it has set itself.
struct Pieces : test::Applying {
  Pieces() {
    test::price_bulky_waste(*this, "town_amounts = [\"menge\"]",
                            "[[fee]]\namount = \"satzung.menge * sum(dinge.anzahl)\"\nwhy = \"Jedes Stück kostet "
                            "gleich viel.\"\nlaw = \"§ 6 KAG NRW\"\n\n");
    auto const csv = "authority,service,question,answer\ngescher,99001009004002,menge,\"7,50 Euro\"\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines, [](auto, auto) { return true; });
    authorities.refresh_towns();
    staff("gescher", "schalter", {{Role::clerk, "buergerbuero"}});
  }
};

}  // namespace

TEST_CASE_FIXTURE(Pieces, "at the counter the person hears the fee before it is sent, also when the town has set it") {
  auto const base = std::string{"/verwaltung/amt/buergerbuero/aufnahme"};
  auto const own = header(submit("gescher.localhost", base, "dienst=sperrmuell-abholen&weg=counter"), "Location");
  auto const all = std::string{test::where} + "&" + std::string{test::things} + "&" + std::string{test::who};
  CHECK(has(page(own), "Die Gebühr hängt von den Angaben ab."));
  auto const first = submit("gescher.localhost", own, all + "&tun=absenden");
  CHECK(has(first, "Nennen Sie der Person die Gebühr"));
  CHECK(has(first, "Danach zahlen Sie 15 Euro"));
  CHECK(has(first, "Jedes Stück kostet gleich viel."));
  CHECK(count("SELECT COUNT(*) FROM receivables") == 0);
  // What was said is not what is sent: it is said again.
  auto const more =
      std::string{test::where} + "&dinge=1&dinge-1-art=sofa&dinge-1-anzahl=3&elektro=nein&" + std::string{test::who};
  CHECK(has(submit("gescher.localhost", own, more + "&tun=absenden&betrag=1500"), "Danach zahlen Sie 22,50 Euro"));
  auto const sent = submit("gescher.localhost", own, more + "&tun=absenden&betrag=2250");
  CHECK(header(sent, "Location").find("?neu=1") != std::string::npos);
  CHECK(count("SELECT amount FROM receivables") == 2250);
}
