#include "platform/ledger/seal.h"
#include "tests/support/deciding.h"

using namespace kreislauf;
using authority::Role;
using test::Deciding, test::has, test::header, test::decided_page;

namespace {

constexpr auto with_objection = R"(
[deadline]
length = "P3M"
law = "§ 75 Satz 2 VwGO"
[decision]
remedy = "objection"
[[result]]
id = "abgelehnt"
name = "Abgelehnt"
outcome = "refused"
[[result]]
id = "bewilligt"
name = "Bewilligt"
outcome = "granted"
)";

/// Somebody was refused and has fetched the notice; the town takes objections, in this test without a login.
struct Objecting : Deciding {
  explicit Objecting(std::string const& case_file = with_objection) : Deciding{case_file} {
    auto packages = catalog::embedded_packages();
    std::erase_if(packages, [](auto const& package) { return package.slug != "widerspruch"; });
    auto& facts = packages.at(0).facts;
    facts.replace(facts.find("\"eid\""), 5, "\"none\"");
    REQUIRE(catalog::import_packages(*store, packages, clock).rejected.empty());
    for (auto const& module : modules.all()) {
      if (module.reload) module.reload();
    }
    takes("ja");
    press("ergebnis=abgelehnt&begruendung=Zu+eng.");
    press("tun=erlassen&weg=retrieval&text=Nein.");
    cookies.clear();
    send_form(own + "/bescheid/1.pdf");
  }
  void takes(std::string const& answer) {
    authority::import_answers(*store, "authority,service,question,answer\ngescher,widerspruch,online," + answer + "\n",
                              OnRejection::keep_good_lines, [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
  }
  ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};

  /// As the process beside the server does each minute; nothing is taken in after four hours without.
  void seal() { REQUIRE(ledger::seal(database("gescher"), signer, clock, {})); }
  http::Response object() { return send_form(own + "/bescheid/1.pdf/widerspruch"); }
  static constexpr std::string_view bescheid =
      "aktenzeichen=2026-000001&bescheid_vom.tag=23&bescheid_vom.monat=11&bescheid_vom.jahr=2026&umfang=ganz";

  std::string objected() {
    auto const first = header(object(), "Location");
    auto draft = first.substr(0, first.rfind('/'));
    send_form(first, bescheid);
    send_rest(draft);
    return draft;
  }
  void send_rest(std::string const& draft) {
    send_form(draft + "/gruende", "gruende=Der+Hof+ist+breit+genug.");
    send_form(draft + "/person",
              "person-vorname=Erika&person-nachname=Mustermann&anschrift-strasse=Markt&"
              "anschrift-hausnummer=1&anschrift-plz=48712&anschrift-ort=Gescher");
    send_form(draft + "/kontakt", "kontakt-mail=erika%40beispiel.de&kontakt-telefon=");
    send_form(draft + "/senden");
  }
};

struct Suing : Objecting {
  Suing()
      : Objecting{[] {
          std::string other{with_objection};
          other.replace(other.find("objection"), 9, "action");
          return other;
        }()} {}
};

}  // namespace

TEST_CASE_FIXTURE(Objecting, "an objection is an application that begins at the notice and knows it") {
  CHECK(has(page(own), "Widerspruch einlegen"));
  auto const first = header(object(), "Location");
  auto const begun = page(first);
  CHECK(has(begun, "value=\"2026-000001\""));
  CHECK(has(page(first.substr(0, first.rfind('/')) + "/person"), "value=\"Mustermann\""));
  CHECK(header(object(), "Location") == first);  // a second press goes on with it
  objected();
  CHECK(count("SELECT COUNT(*) FROM applications WHERE service = 'widerspruch' AND state = 'submitted'") == 1);

  now("anna");
  auto const objection = page("/verwaltung/amt/buergerbuero/antraege/2");
  CHECK(has(objection, "Bescheid vom 23.11.2026 zu 2026-000001"));
  CHECK(has(objection, "bis 24.12.2026: rechtzeitig"));
  CHECK(has(objection, "Der Hof ist breit genug."));
  auto const before = page(std::string{decided_page});
  CHECK(has(before, "2026-000002, rechtzeitig"));
}

TEST_CASE_FIXTURE(Objecting,
                  "behind its last day, in a town that takes none, and to what is not fetched nobody objects") {
  takes("nein");
  CHECK_FALSE(has(page(own), "Widerspruch einlegen"));
  CHECK(object().status == 404);
  takes("ja");
  clock.advance(std::chrono::days{32});
  CHECK_FALSE(has(page(own), "Widerspruch einlegen"));
  CHECK(object().status == 404);
}

TEST_CASE_FIXTURE(Objecting, "who began in time and sends late is told to the office as late") {
  auto const first = header(object(), "Location");
  clock.advance(std::chrono::days{29});
  seal();
  page(first.substr(0, first.rfind('/')));
  send_form(first, bescheid);  // saved again, the draft lives on
  clock.advance(std::chrono::days{5});
  seal();
  send_rest(first.substr(0, first.rfind('/')));
  now("anna");
  CHECK(has(page("/verwaltung/amt/buergerbuero/antraege/2"), "verspätet"));
}

TEST_CASE_FIXTURE(Suing, "against what only a court looks at there is no objection") {
  CHECK_FALSE(has(page(own), "Widerspruch einlegen"));
  CHECK(object().status == 404);
}

TEST_CASE_FIXTURE(Objecting, "it stands in no catalogue") {
  CHECK(page("/dienste/widerspruch").status == 404);
  CHECK(page("/antrag/widerspruch").status == 404);
}
