#include <doctest/doctest.h>

#include <latch>
#include <set>
#include <thread>

#include "tests/support/cosigning.h"
#include "tests/support/erasing.h"

using namespace kreislauf;
using namespace std::chrono_literals;
using authority::Role;
using test::Cosigning, test::findings, test::has, test::header;

TEST_CASE_FIXTURE(Cosigning, "an application waits for the other parent, and arrives with the signature") {
  auto const own = filled();
  auto const check = page(own + "/pruefen");
  CHECK(has(check, "Danach muss noch jemand unterschreiben"));
  CHECK(has(check, "max@beispiel.de"));
  CHECK(header(send_form(own + "/senden"), "Location") == own + "?neu=1");
  CHECK(state() == "to_cosign");
  for (auto const* sql :
       {"SELECT COUNT(*) FROM ledger_entries", "SELECT COUNT(*) FROM applications WHERE number <> ''",
        "SELECT COUNT(*) FROM number_series WHERE name = 'applications-2026'", "SELECT COUNT(*) FROM deliveries"})
    CHECK(count(sql) == 0);
  auto const waiting = page(own);
  CHECK(has(waiting, "Wartet auf die zweite Unterschrift"));
  CHECK(has(waiting, "der andere Elternteil"));
  CHECK(has(waiting, "noch nicht unterschrieben"));
  CHECK(page(own + "/antrag.pdf").status == 404);
  CHECK(header(page(own + "/person"), "Location") == own);  // nothing changes any more

  auto const link = link_for("max@beispiel.de");
  REQUIRE(not link.empty());
  CHECK(kept.size() == 2);
  for (auto const& one : kept) {
    if (one.to != "max@beispiel.de") continue;
    for (auto const* typed : {"Erika", "Mustermann", "erika@"}) CHECK(one.text.find(typed) == std::string::npos);
    CHECK(one.text.find("der andere Elternteil") != std::string::npos);
  }
  CHECK_FALSE(has(waiting, link.substr(link.rfind('/') + 1)));  // the applicant cannot sign himself
  auto const shown = page(link);
  for (auto const* text : {"Mustermann", "Ich bin mit dem Antrag einverstanden.", "7. Dezember 2026", "§ 1687"})
    CHECK(has(shown, text));

  clock.advance(26h);
  CHECK(header(signs(link), "Location") == link);
  CHECK(has(page(link), "Sie haben unterschrieben"));
  CHECK_FALSE(has(page(link), "Erika"));
  CHECK(state() == "submitted");
  CHECK(count("SELECT COUNT(*) FROM ledger_entries") == 1);
  CHECK(count("SELECT COUNT(*) FROM ledger_entries WHERE content LIKE '%\"signatures\":[{\"role\":\"zweiter\"%'") == 1);
  auto const arrived = mails();
  REQUIRE(arrived.size() == 1);
  CHECK(arrived[0].to == "erika@beispiel.de");
  CHECK(arrived[0].text.find("2026-000001") != std::string::npos);
  CHECK(has(page(own), "2026-000001"));
  CHECK(has(page(own), "Max Mustermann"));
  CHECK(has(page(own + "/antrag.pdf"), "Max Mustermann, "));
  CHECK(has(page(own + "/datennutzung"), "hat den Antrag gelesen und unterschrieben"));
  CHECK(findings(*this).empty());
  staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
  auto const office = page("/verwaltung/amt/buergerbuero/antraege/1");
  for (auto const* text : {"Unterschriften", "Max Mustermann", "mit dem Link aus der E-Mail"}) CHECK(has(office, text));
}

TEST_CASE_FIXTURE(Cosigning, "on paper there is a place for each who signs, with what is declared") {
  auto const sheet = page("/antrag/meldebescheinigung/formular.pdf");
  for (auto const* text : {"Unterschrift: der andere Elternteil", "Ich bin mit dem Antrag einverstanden.", "§ 19 BMG"})
    CHECK(has(sheet, text));
}

TEST_CASE_FIXTURE(Cosigning, "who needs nobody sends as before") {
  auto const own = asked("gemeinsam=nein&vermietet=nein");
  CHECK(state() == "submitted");
  CHECK(count("SELECT COUNT(*) FROM application_signatures") == 0);
  CHECK(has(page(own), "2026-000001"));
}

TEST_CASE_FIXTURE(Cosigning, "nobody signs besides himself: the own mailbox in another spelling is refused") {
  for (auto const* mailbox : {"erika%40beispiel.de", "ERIKA%40Beispiel.de", "erika%2Bmax%40beispiel.de"}) {
    auto const own = filled(others(mailbox));
    CHECK(has(page(own + "/andere?fehler=1"), "Das ist Ihre eigene E-Mail-Adresse"));
    CHECK(has(page(own + "/pruefen"), "Das ist Ihre eigene E-Mail-Adresse"));
    CHECK(send_form(own + "/senden").status == 422);
  }
  auto const twice = filled(others("max%40beispiel.de", "Max%2B2%40beispiel.de"));
  CHECK(has(page(twice + "/pruefen"), "steht schon bei jemand anderem"));
  CHECK(send_form(twice + "/senden").status == 422);
  CHECK(count("SELECT COUNT(*) FROM application_signatures") == 0);
  CHECK(mails().empty());
}

TEST_CASE_FIXTURE(Cosigning, "several sign in any order; the last signature sends it") {
  auto const own = asked(others("max%40beispiel.de", "vermieter%40beispiel.de"));
  auto const max = link_for("max@beispiel.de"), landlord = link_for("vermieter@beispiel.de");
  CHECK(has(page(landlord), "Die Angaben zur Wohnung stimmen."));
  CHECK(has(page(landlord), "30. November 2026"));  // a week
  signs(landlord, "Vera+Vermieter");
  CHECK(state() == "to_cosign");
  CHECK(has(page(landlord), "Es fehlt noch eine andere Unterschrift"));
  CHECK(has(page(own), "Vera Vermieter"));
  CHECK(findings(*this).empty());
  signs(max);
  CHECK(state() == "submitted");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.cosign'") == 2);
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(Cosigning, "answers are changed between looking and signing: the old link signs nothing") {
  auto const own = asked();
  auto const old = link_for("max@beispiel.de");
  CHECK(page(old).status == 200);
  CHECK(header(send_form(own + "/unterschriften", "tun=zurueckholen"), "Location") == own);
  CHECK(state() == "begun");
  CHECK(signs(old).status == 410);
  CHECK(page(old).status == 410);
  send_form(own + "/person",
            "person-vorname=Erna&person-nachname=Mustermann&kontakt-mail=erika%40beispiel.de&kontakt-telefon=");
  clock.advance(61min);
  send_form(own + "/senden");
  auto const fresh = link_for("max@beispiel.de");
  CHECK(fresh != old);
  CHECK(signs(old).status == 410);
  CHECK(state() == "to_cosign");
  CHECK(has(page(fresh), "Erna"));
  signs(fresh);
  CHECK(state() == "submitted");
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(Cosigning, "who has signed before it was taken back signs anew") {
  auto const own = asked(others("max%40beispiel.de", "vermieter%40beispiel.de"));
  signs(link_for("max@beispiel.de"));
  send_form(own + "/unterschriften", "tun=zurueckholen");
  CHECK(count("SELECT COUNT(*) FROM application_signatures") == 0);
  clock.advance(61min);
  send_form(own + "/senden");
  signs(link_for("vermieter@beispiel.de"), "Vera");
  CHECK(state() == "to_cosign");
  // Sent already, it is not taken back any more.
  signs(link_for("max@beispiel.de"));
  CHECK(state() == "submitted");
  send_form(own + "/unterschriften", "tun=zurueckholen");
  CHECK(state() == "submitted");
}

TEST_CASE_FIXTURE(Cosigning, "fifty windows sign at the same moment: one number, one entry, one mail") {
  asked();
  auto const link = link_for("max@beispiel.de");
  std::latch ready{50};
  std::vector<std::jthread> all;
  for (int i = 0; i < 50; ++i)
    all.emplace_back([&, i, body = key() + "tun=unterschreiben&erklaert=1&name=Max+Mustermann"] {
      http::Request asked;
      asked.method = http::Method::post;
      asked.host = "gescher.localhost";
      asked.host_with_port = "gescher.localhost:8080";
      asked.target = asked.path = link;
      asked.client = *client_of(fmt::format("10.{}.0.7", i));
      asked.content_type = content_type;
      asked.body = body;
      ready.arrive_and_wait();
      CHECK(portal->respond(asked, portal->plan(asked)).status < 500);
    });
  all.clear();
  CHECK(state() == "submitted");
  CHECK(count("SELECT COUNT(*) FROM ledger_entries") == 1);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.cosign'") == 1);
  CHECK(mails().size() == 1);
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(Cosigning, "who does not sign says why: the applicant has a draft again, and reads it") {
  auto const own = asked();
  auto const link = link_for("max@beispiel.de");
  CHECK(has(send_form(link, "tun=ablehnen&grund="), "Warum nicht?"));
  CHECK(state() == "to_cosign");
  CHECK(header(send_form(link, "tun=ablehnen&grund=Das+stimmt+nicht+%3Cb%3E"), "Location") == link);
  CHECK(state() == "begun");
  CHECK(has(page(link), "Sie haben nicht unterschrieben"));
  CHECK(signs(link).status == 200);  // only says what was
  CHECK(state() == "begun");
  CHECK(has(page(own), "Das stimmt nicht &lt;b&gt;"));
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told[0].to == "erika@beispiel.de");
  CHECK(told[0].text.find("stimmt nicht") == std::string::npos);
  CHECK(findings(*this).empty());
  send_form(own + "/andere", others("gemeinsam=nein"));
}

TEST_CASE_FIXTURE(Cosigning, "the applicant reminds once a day, and gives another address") {
  auto const own = asked();
  auto const first = link_for("max@beispiel.de");
  auto const remind = [&] { return header(send_form(own + "/unterschriften", "tun=erinnern&wer=1"), "Location"); };
  CHECK(remind() == own);
  CHECK(mails().empty());
  clock.advance(24h);
  CHECK(remind() == own + "?erinnert=1");
  CHECK(remind() == own);
  CHECK(link_for("max@beispiel.de") == first);
  CHECK(has(send_form(own + "/unterschriften", "tun=adresse&wer=1&mail=Erika%40beispiel.de"),
            "braucht eine eigene E-Mail-Adresse"));
  CHECK(page(first).status == 200);
  CHECK(send_form(own + "/unterschriften", "tun=adresse&wer=1&mail=moritz%40beispiel.de").status == 303);
  CHECK(page(first).status == 410);
  auto const other = link_for("moritz@beispiel.de");
  REQUIRE(not other.empty());
  CHECK(has(page(other), "moritz@beispiel.de"));  // what stands in the answers is what is signed
  signs(other);
  CHECK(state() == "submitted");
  CHECK(findings(*this).empty());
  // Nobody reminds for somebody else's application.
  auto const another = asked();
  CHECK(send_form(another + "/unterschriften", "tun=erinnern&wer=2").status == 404);
}

TEST_CASE_FIXTURE(Cosigning, "a mailbox that others have written to gets no flood, and the page does not tell") {
  auto const one = asked(), two = asked();
  auto to_max = 0;
  for (auto const& mail : mails()) to_max += mail.to == "max@beispiel.de" ? 1 : 0;
  CHECK(to_max == 1);
  auto const shown = [&](std::string const& own) { return has(page(own), "Die E-Mail ist unterwegs"); };
  CHECK(shown(one));
  CHECK(shown(two));
  clock.advance(61min);
  CHECK(header(send_form(two + "/unterschriften", "tun=erinnern&wer=2"), "Location") == two + "?erinnert=1");
  CHECK(not link_for("max@beispiel.de").empty());
}

TEST_CASE_FIXTURE(Cosigning,
                  "nobody is a sender of mails to many people: a network asks ten times in a quarter of an hour") {
  auto const own = asked();
  auto const give = [&](int i) {
    return send_form(own + "/unterschriften", fmt::format("tun=adresse&wer={}&mail=m{}%40beispiel.de", i, i)).status;
  };
  for (int i = 1; i < 10; ++i) CHECK(give(i) == 303);
  CHECK(give(10) == 429);
  CHECK(send_form(filled() + "/senden").status == 429);
  clock.advance(15min);
  CHECK(give(10) == 303);
}

TEST_CASE_FIXTURE(Cosigning, "what nobody has signed in time is a draft again; both are told") {
  auto const own = asked();
  auto const link = link_for("max@beispiel.de");
  clock.advance(24h * 14);
  run_jobs();
  CHECK(state() == "to_cosign");
  clock.advance(24h);
  run_jobs();
  CHECK(state() == "begun");
  std::set<std::string> told;
  for (auto const& one : mails()) told.insert(one.to);
  CHECK(told == std::set<std::string>{"erika@beispiel.de", "max@beispiel.de"});
  CHECK(signs(link).status == 410);
  CHECK(has(page(own), "hat niemand unterschrieben"));
  CHECK(findings(*this).empty());
  clock.advance(24h * 31);
  auto visit = this->visit("gescher");
  test::erase_due(*this, visit);
  CHECK(count("SELECT COUNT(*) FROM application_signatures") == 0);
  CHECK(findings(*this).empty());
}

TEST_CASE_FIXTURE(Cosigning, "who has signed is sealed, follows the keys, and goes with the application") {
  asked();
  CHECK(count("SELECT COUNT(*) FROM application_signatures WHERE sealed LIKE '%max%'") == 0);
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  auto visit = this->visit("gescher");
  applications::renew_under_keys(visit);
  CHECK(count("SELECT COUNT(*) FROM application_signatures WHERE sealed LIKE 'k2.%'") == 1);
  auto const link = link_for("max@beispiel.de");
  CHECK(page(link).status == 200);
  signs(link);
  CHECK(state() == "submitted");
  database("gescher").write([](db::Connection& connection) {
    connection.exec(
        "UPDATE applications SET state = 'accepted', settled_at = '2026-11-23T09:00:00Z', erase_on = "
        "'2026-11-24'");
  });
  clock.advance(48h);
  test::erase_due(*this, visit);
  CHECK(count("SELECT COUNT(*) FROM application_signatures") == 0);
  CHECK(page(link).status == 410);
}

TEST_CASE_FIXTURE(Cosigning, "the proof of what the program keeps finds a signature that is missing or too early") {
  asked();
  auto const told = [&](std::string_view sql) {
    database("gescher").write([&](db::Connection& connection) { connection.exec(sql); });
    return fmt::format("{}", fmt::join(findings(*this), "; "));
  };
  CHECK(told("UPDATE application_signatures SET state = 'given'").find("waits for a signature without anybody") !=
        std::string::npos);
  CHECK(told("UPDATE application_signatures SET state = 'asked', application = 9")
            .find("signature 1 is of application "
                  "9") != std::string::npos);
}
