#include <doctest/doctest.h>

#include "administration/applications/acts/change.h"
#include "administration/applications/acts/links.h"
#include "administration/receipts/receipts.h"
#include "platform/ledger/receipt.h"
#include "platform/ledger/seal.h"
#include "tests/support/applying.h"
#include "tests/support/erasing.h"
#include "tests/support/refusing.h"

using namespace kreislauf;
using authority::Role;
using test::Applying, test::has, test::header, test::things, test::where, test::who;

TEST_CASE_FIXTURE(Applying, "a resident goes from the service to the receipt, and the office decides") {
  CHECK(has(page("/dienste/sperrmuell-abholen"), "href=\"/antrag/sperrmuell-abholen\""));
  CHECK(has(page("/antrag/sperrmuell-abholen"), "Antrag beginnen"));
  auto const own = begin();
  CHECK(has(page(own + "/adresse"), "Wo sollen wir abholen?"));
  CHECK(header(send_form(own + "/adresse", where), "Location") == own + "/dinge");
  CHECK(header(send_form(own + "/dinge", things), "Location") == own + "/kontakt");  // nothing electric: no page for it
  CHECK(header(send_form(own + "/kontakt", who), "Location") == own + "/pruefen");

  auto const all = page(own + "/pruefen");  // proves OZG § 9a (2): everything is there to be looked at
  for (auto const* answer : {"Marktplatz 1, 48712 Gescher", "Sofa", "Erika Mustermann", "erika@beispiel.de"})
    CHECK(has(all, answer));
  CHECK(has(all, "noch einmal in Ruhe"));  // proves OZG § 9a (3)
  CHECK(header(send_form(own + "/senden"), "Location") == own + "?neu=1");

  auto const sent = page(own + "?neu=1");
  CHECK(has(sent, "Ihr Antrag ist angekommen"));
  CHECK(has(sent, "2026-000001"));
  CHECK(has(sent, "Erika Mustermann"));  // proves OZG § 9a (4): a copy
  auto const mail = mails().at(0);
  CHECK(mail.to == "erika@beispiel.de");
  CHECK(mail.text.find("2026-000001") != std::string::npos);
  CHECK(mail.text.find("Mustermann") == std::string::npos);

  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const inbox = page("/verwaltung/amt/buergerbuero/faelle?sicht=alle");
  CHECK(has(inbox, "2026-000001"));
  CHECK(has(page("/verwaltung"), "1 neuer Fall"));
  auto const one = std::string{"/verwaltung/amt/buergerbuero/antraege/1"};
  CHECK(has(page(one), "Marktplatz 1, 48712 Gescher"));
  CHECK(submit("gescher.localhost", one, "tun=uebernehmen&begruendung=").status == 303);
  CHECK(submit("gescher.localhost", one, "tun=abgelehnt&begruendung=Nein.").status == 422);  // § 39 VwVfG NRW: a notice
  CHECK(submit("gescher.localhost", one, "tun=bewilligt&begruendung=Wir+kommen+am+Freitag.").status == 303);
  cookies.clear();
  CHECK(has(page(own), "Bewilligt"));
  CHECK(has(page(own), "Wir kommen am Freitag."));
  CHECK(mails().at(0).subject == "Neues zu Ihrem Antrag 2026-000001");
}

TEST_CASE_FIXTURE(Applying, "what is wrong is said at its field, and everything typed is kept") {
  auto const own = begin();
  auto const sent = send_form(own + "/adresse", "abholort-strasse=Marktplatz&abholort-plz=123456&abholort-ort=");
  auto const answer = page(header(sent, "Location"));
  CHECK(answer.status == 422);
  CHECK(has(answer, "value=\"Marktplatz\""));
  CHECK(has(answer, "value=\"123456\""));
  CHECK(has(answer, "href=\"#abholort-plz\""));
  CHECK(has(answer, "Das fehlt noch: Ort"));
  // Another device, later: it is all still there, also what was wrong.
  CHECK(has(page(own + "/adresse"), "value=\"123456\""));
  CHECK(has(page(own), "noch offen"));
  CHECK(send_form(own + "/senden").status == 422);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 0);
}

TEST_CASE_FIXTURE(Applying, "entries come and go, and a page follows from an answer") {
  auto const own = begin();
  auto const more = send_form(own + "/dinge", "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=2&liste=mehr+dinge");
  CHECK(header(more, "Location") == own + "/dinge#dinge");
  auto two = page(own + "/dinge");
  CHECK(has(two, "name=\"dinge-2-art\""));
  CHECK(has(two, "name=\"dinge-1-anzahl\" autocomplete=\"off\" value=\"2\""));
  send_form(own + "/dinge",
            "dinge=2&dinge-1-art=sofa&dinge-1-anzahl=2&dinge-2-art=schrank&dinge-2-anzahl=x&liste=weg+dinge+1");
  auto const one = page(own + "/dinge");
  CHECK_FALSE(has(one, "name=\"dinge-2-art\""));
  CHECK(has(one, "name=\"dinge-1-anzahl\" autocomplete=\"off\" value=\"x\""));  // moved up with its entry
  auto const next = send_form(own + "/dinge", "dinge=1&dinge-1-art=schrank&dinge-1-anzahl=1&elektro=ja");
  CHECK(header(next, "Location") == own + "/geraete");
  // What exactly it is is asked only of what is none of the list.
  send_form(own + "/dinge", "dinge=1&dinge-1-art=anderes&dinge-1-anzahl=1&elektro=nein");
  auto const other = page(own + "/dinge?fehler=1");
  CHECK(other.status == 422);
  CHECK(has(other, "name=\"dinge-1-was\""));
}

TEST_CASE_FIXTURE(Applying, "sent twice it is there once, and nobody changes it any more") {
  auto const own = fill_in();
  auto const body = key();
  CHECK(post("gescher.localhost", own + "/senden", body).status == 303);
  CHECK(post("gescher.localhost", own + "/senden", body).status == 303);
  CHECK(send_form(own + "/senden").status == 303);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
  CHECK(count("SELECT COUNT(*) FROM ledger_entries") == 1);
  CHECK(mails().size() == 1);
  CHECK(header(send_form(own + "/adresse", "abholort-strasse=Woanders"), "Location") == own);
  CHECK(has(page(own), "Marktplatz 1"));
  CHECK(header(send_form(own + "/zuruecknehmen"), "Location") == own);
  CHECK(has(page(own), "Zurückgenommen"));
}

TEST_CASE_FIXTURE(Applying, "number and code lead to it, and guessing ends") {
  auto const own = applied();
  auto const code = applications::code_of({keyring, "05554016"}, 1);
  auto const try_code = [&](std::string const& typed) {
    return send_form("/verfolgen", "nummer=2026-000001&code=" + typed);
  };
  CHECK(header(try_code(code.substr(0, 4) + "+" + code.substr(4)), "Location") == own);
  CHECK(try_code("AAAAAAAA").status == 422);
  for (int i = 0; i < 9; ++i) try_code("AAAAAAAA");
  CHECK(try_code(code).status == 429);
}

TEST_CASE_FIXTURE(Applying, "the receipt proves what was sent, here and elsewhere") {
  auto const own = applied();
  CHECK(page(own + "/beleg.json").status == 404);  // not sealed yet
  ledger::NoteSigner const signer{receipts::ledger_name(AuthorityKey{"05554016"}),
                                  crypto::SigningKey{std::string(32, 's')}};
  REQUIRE(ledger::seal(database("gescher"), signer, clock));
  receipts::announce_key(*store, AuthorityKey{"05554016"}, signer.key(), clock.now());
  auto const receipt = page(own + "/beleg.json").body;
  REQUIRE(ledger::check(receipt, signer.key()));
  CHECK(receipt.find("2026-000001") != std::string::npos);
  auto const asked = [&](std::string const& text) { return send_form("/pruefen", "beleg=" + html::in_url(text)); };
  CHECK(has(asked(receipt), "Der Beleg ist echt"));
  auto forged = receipt;
  forged.replace(forged.find("2026-000001"), 11, "2026-000002");
  CHECK(asked(forged).status == 422);
  CHECK(has(asked(forged), "wurde geändert"));
  CHECK(asked("kein Beleg").status == 422);
  CHECK(page("/ledger/key").body == signer.key().text() + "\n");
  CHECK(page("/ledger/checkpoint").body.starts_with("kreislauf/05554016/ledger\n1\n"));
}

TEST_CASE_FIXTURE(Applying, "nobody seals for hours: what is sent is refused and kept") {
  auto const own = applied();
  auto const other = fill_in();
  clock.advance(std::chrono::hours{5});
  CHECK(send_form(other + "/senden").status == 503);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
  ledger::NoteSigner const signer{receipts::ledger_name(AuthorityKey{"05554016"}),
                                  crypto::SigningKey{std::string(32, 's')}};
  REQUIRE(ledger::seal(database("gescher"), signer, clock));
  CHECK(send_form(other + "/senden").status == 303);
}

TEST_CASE_FIXTURE(Applying, "drafts and decided applications are gone when their time is over") {
  auto const own = applied(), draft = begin();
  send_form(draft + "/adresse", where);
  send_form(own + "/zuruecknehmen");
  clock.advance(std::chrono::days{31});
  run_jobs();
  CHECK(page(draft).status == 404);
  CHECK(page(own).status == 200);
  clock.advance(std::chrono::days{150});
  auto gescher = visit("gescher");
  test::erase_due(*this, gescher);
  CHECK(page(own).status == 404);
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
  CHECK(count("SELECT COUNT(*) FROM ledger_entries WHERE content <> ''") == 0);
  CHECK(count("SELECT COUNT(*) FROM ledger_entries") == 1);
}

TEST_CASE_FIXTURE(Applying, "the link to go on comes by mail, and a draft can be thrown away") {
  auto const own = begin("/en");
  CHECK(header(send_form(own + "/merken", "mail=erika%40beispiel.de"), "Location") == own + "?geschickt=1");
  auto const mail = mails().at(0);
  CHECK(mail.text.find("http://gescher.localhost:8080" + own) != std::string::npos);
  CHECK(send_form(own + "/loeschen").status == 200);
  CHECK(page(own).status == 404);
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
}

TEST_CASE_FIXTURE(Applying,
                  "what the town charges is asked for when it is sent, and owed no more when it is taken back") {
  constexpr std::string_view price = "authority,service,office,fee,note\ngescher,99001009004002,,20 Euro,\n";
  authority::import_overrides(*store, price, OnRejection::keep_good_lines);
  authorities.refresh_towns();
  auto const own = fill_in();
  CHECK(has(page(own + "/pruefen"), "Danach zahlen Sie 20 Euro"));
  CHECK(count("SELECT COUNT(*) FROM receivables") == 0);
  send_form(own + "/senden");
  auto const sent = page(own);
  CHECK(has(sent, "Jetzt bezahlen"));
  CHECK(has(sent, "Bitte bezahlen Sie noch"));
  CHECK_FALSE(has(sent, "nichts tun"));
  auto const at = sent.body.find("/zahlung/");
  auto const pay = sent.body.substr(at, sent.body.find('"', at) - at);
  CHECK(has(page(pay), "20 Euro"));
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  CHECK(has(page("/verwaltung/amt/buergerbuero/antraege/1"), "20 Euro, offen"));
  cookies.clear();
  send_form(own + "/zuruecknehmen");
  CHECK_FALSE(has(page(own), "Jetzt bezahlen"));
  CHECK(count("SELECT COUNT(*) FROM receivables WHERE state = 'cancelled'") == 1);
}

namespace {

/// Gescher charges for it, in so many words of its list of prices; an address of the page where it is paid.
struct Charging : Applying {
  Charging() { charge("20 Euro"); }
  void charge(std::string const& price) {
    authority::import_overrides(*store, "authority,service,office,fee,note\ngescher,99001009004002,," + price + ",\n",
                                OnRejection::keep_good_lines);
    authorities.refresh_towns();
  }
  std::string reject() {
    staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
    auto const one = std::string{"/verwaltung/amt/buergerbuero/antraege/1"};
    submit("gescher.localhost", one, "tun=uebernehmen&begruendung=");
    test::open_documents(*this);
    CHECK(test::refuse(*this, "gescher.localhost", one).status == 303);
    auto shown = page(one).body;
    cookies.clear();
    return shown;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Charging, "who is rejected owes nothing; what was paid is there to be given back") {
  applied();
  CHECK(reject().find("20 Euro, aufgehoben") != std::string::npos);
  CHECK(count("SELECT COUNT(*) FROM receivables WHERE state = 'cancelled'") == 1);
}

TEST_CASE_FIXTURE(Charging, "another price than the one that was shown is shown first, and nothing is sent") {
  auto const own = fill_in();
  CHECK(has(page(own + "/pruefen"), "value=\"2000\""));
  charge("25 Euro");
  CHECK(header(send_form(own + "/senden", "betrag=2000"), "Location") == own + "/pruefen");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 0);
  CHECK(has(page(own + "/pruefen"), "Danach zahlen Sie 25 Euro"));
  CHECK(header(send_form(own + "/senden", "betrag=2500"), "Location") == own + "?neu=1");
  CHECK(count("SELECT amount FROM receivables") == 2500);
}

TEST_CASE_FIXTURE(Charging, "a price of nothing asks for nothing") {
  charge("0 Euro");
  auto const own = fill_in();
  CHECK_FALSE(has(page(own + "/pruefen"), "Danach zahlen Sie"));
  CHECK(header(send_form(own + "/senden", "betrag=0"), "Location") == own + "?neu=1");
  CHECK(count("SELECT COUNT(*) FROM receivables") == 0);
}

TEST_CASE_FIXTURE(Applying, "a link that was given out opens the application after a new key came, and ends with it") {
  auto const own = applied();
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  auto town = visit("gescher");
  applications::renew_under_keys(town);
  CHECK(page(own).status == 200);
  CHECK(applications::sealed_under(town, 1) == 1);  // the link only
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  submit("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1", "tun=uebernehmen&begruendung=");
  cookies.clear();
  for (auto const& mail : mails()) CHECK(mail.text.find(own) != std::string::npos);
  keyring.take({{2, std::string(32, 'b')}});
  applications::renew_under_keys(town);
  CHECK(page(own).status == 404);
  auto const code = applications::code_of({keyring, "05554016"}, 1);
  auto const found = header(send_form("/verfolgen", "nummer=2026-000001&code=" + code), "Location");
  CHECK(found != own);
  CHECK(page(found).status == 200);
}

TEST_CASE_FIXTURE(Applying, "who came by a link that a login has ended meanwhile changes nothing any more") {
  auto const own = fill_in();
  auto const act = [&](std::string const& link) {
    acts::perform(database("gescher"), clock, "guest", [&](acts::Transaction& tx) {
      auto seen = applications::current(tx, 1);
      if (not link.empty()) seen.token_hash = link;
      applications::current(tx, seen);
    });
  };
  act({});
  CHECK_THROWS_AS(act("another"), applications::LinkRenewed);
  CHECK(own.starts_with("/mein-antrag/"));
}

TEST_CASE_FIXTURE(Applying, "what was typed wrong and is not asked any more keeps nobody from sending") {
  auto const own = fill_in();
  auto const too_long = std::string(500, 'x');
  auto const with = [&](std::string const& kind) {
    send_form(own + "/dinge",
              "dinge=1&dinge-1-art=" + kind + "&dinge-1-anzahl=2&dinge-1-was=" + too_long + "&elektro=nein");
  };
  with("anderes");
  CHECK(send_form(own + "/senden").status == 422);
  CHECK(has(page(own + "/dinge"), too_long));
  with("sofa");
  CHECK(header(send_form(own + "/senden"), "Location") == own + "?neu=1");
}

TEST_CASE_FIXTURE(Applying, "where nobody takes applications there is no way to send one") {
  CHECK(get("ahaus.localhost", "/antrag/sperrmuell-abholen").status == 404);
  CHECK_FALSE(has(get("ahaus.localhost", "/dienste/sperrmuell-abholen"), "Jetzt online beantragen"));
  CHECK(page("/antrag/personalausweis").status == 404);
  auto const own = fill_in();
  CHECK(get("ahaus.localhost", own).status == 404);
  offer("nein");
  CHECK(page("/antrag/sperrmuell-abholen").status == 404);
  CHECK(send_form(own + "/senden").status == 303);  // who has begun may finish
  staff("gescher", "nachbar", {{Role::clerk, "steueramt"}});
  CHECK(page("/verwaltung/amt/steueramt/antraege/1").status == 404);
}

TEST_CASE_FIXTURE(Applying, "a form is read in the language of the page, and hostile answers stay text") {
  auto const own = begin("/en");
  CHECK(has(page(own + "/adresse"), "Where shall we collect?"));
  send_form(own + "/adresse",
            "abholort-strasse=%3Cscript%3Ealert(1)%3C%2Fscript%3E&abholort-hausnummer=1&abholort-plz=48712&"
            "abholort-ort=%E2%80%AEGescher");
  CHECK(has(page(own + "/adresse"), "&lt;script&gt;"));
  CHECK_FALSE(has(page(own + "/pruefen"), "<script>alert"));
  auto const arabic = begin("/ar");
  CHECK(has(page(arabic + "/adresse"), "lang=\"de\""));
}

TEST_CASE_FIXTURE(Applying, "the same questions are there on paper, also where nothing is taken online") {
  auto const sheet = page("/antrag/sperrmuell-abholen/formular.pdf");
  CHECK(sheet.content_type == "application/pdf");
  for (auto const* words :
       {"Wo sollen wir abholen?", "\"kind\":\"list\"", "Abfallsatzung",
        "bei „Ist ein elektrisches Gerät dabei?“ „Ja“ angekreuzt ist", "/antrag/sperrmuell-abholen?blatt="})
    CHECK(has(sheet, words));
  CHECK(has(page("/en/antrag/sperrmuell-abholen/formular.pdf"), "Where shall we collect?"));
  CHECK(has(page("/ar/antrag/sperrmuell-abholen/formular.pdf"), "\"language\":\"ar\""));
  CHECK(has(page("/dienste/sperrmuell-abholen"), "/antrag/sperrmuell-abholen/formular.pdf"));
  CHECK(has(page("/antrag/sperrmuell-abholen"), "Lieber auf Papier?"));
  offer("nein");
  CHECK(has(page("/dienste/sperrmuell-abholen"), "/antrag/sperrmuell-abholen/formular.pdf"));
  CHECK(page("/antrag/sperrmuell-abholen/formular.pdf").status == 200);
  CHECK(page("/antrag/personalausweis/formular.pdf").status == 404);
  printer.broken = true;
  CHECK(page("/antrag/sperrmuell-abholen/formular.pdf").status == 503);
}

TEST_CASE_FIXTURE(Applying,
                  "nobody reads that nothing is left to do while a fee is open, before and after the decision") {
  constexpr std::string_view price = "authority,service,office,fee,note\ngescher,99001009004002,,20 Euro,\n";
  authority::import_overrides(*store, price, OnRejection::keep_good_lines);
  authorities.refresh_towns();
  auto const own = applied();
  CHECK(has(page(own), "Bitte bezahlen Sie noch. Alles andere macht jetzt das Amt."));
  CHECK_FALSE(has(page(own), "nichts mehr tun"));
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  submit("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1", "tun=uebernehmen");
  submit("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1", "tun=bewilligt&begruendung=");
  cookies.clear();
  CHECK(has(page(own), "Ihr Antrag ist entschieden. Bitte bezahlen Sie noch."));
  CHECK_FALSE(has(page(own), "nichts mehr tun"));
}
