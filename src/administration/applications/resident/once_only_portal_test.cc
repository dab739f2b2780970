#include <doctest/doctest.h>

#include "administration/applications/acts/identifying.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/acts/reusing.h"
#include "administration/applications/store/store.h"
#include "platform/ledger/seal.h"
#include "tests/support/bulky_rules.h"
#include "tests/support/erasing.h"
#include "tests/support/logging_in.h"
#include "tests/support/refusing.h"
#include "tests/support/residents.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

/// Who has bulky waste collected once more need not say again who he is and where he lives.
struct OnceOnly : test::Residents {
  OnceOnly() {
    test::change_bulky_waste(*this, [](auto& files) {
      files.at("form.toml") +=
          "\n[known.sperrmuell-abholen]\nsame = [\"abholort\", \"kontakt\"]\nfields = { person = \"person\" }\n";
    });
  }
  /// What the office decides of one.
  void decides(int id, bool grants) {
    auto const kept = other_cookies;
    staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    auto const one = fmt::format("/verwaltung/amt/buergerbuero/antraege/{}", id);
    std::string const host{test::host};
    submit(host, one, "tun=uebernehmen");
    auto const done = grants ? submit(host, one, "tun=bewilligt&begruendung=") : test::refuse(*this, host, one);
    CHECK(done.status == 303);
    cookies.clear();
    other_cookies = kept;
  }
  void grants(int id) { decides(id, true); }
  void refuses(int id) {
    test::open_documents(*this);
    decides(id, false);
  }
  /// Days go by, as they do where somebody seals the ledger.
  void pass(std::chrono::hours time) {
    ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};
    REQUIRE(ledger::seal(database("gescher"), signer, clock));
    clock.advance(time);
    mails();
    sign_in();
  }
  /// One that lies in the account and was granted.
  std::string granted(int id = 1) {
    auto own = applied();
    send_form(own + "/konto");
    grants(id);
    return own;
  }
  std::int64_t notes(std::string const& kind) {
    return count("SELECT COUNT(*) FROM events WHERE kind = '" + kind + "'");
  }
};

constexpr std::string_view panel = "Das haben Sie uns schon gesagt";

}  // namespace

TEST_CASE_FIXTURE(OnceOnly, "what an earlier application says is offered with its day, and taken only by a yes") {
  sign_in();
  auto const first = granted();
  pass(std::chrono::days{20});
  auto const own = begin();
  auto const offered = page(own + "/adresse");
  for (auto const text : {std::string_view{"Aus Ihrem Antrag „Sperrmüll abholen lassen“ vom 23. November 2026"}, panel,
                          std::string_view{"Marktplatz 1, 48712 Gescher"},
                          std::string_view{"Ja, Angaben vom 23. November 2026 übernehmen"},
                          std::string_view{"Nein, ich fülle selbst aus"}})
    CHECK_MESSAGE(has(offered, text), text);
  CHECK_FALSE(has(offered, "value=\"Marktplatz\""));
  CHECK(notes("application.reuse") == 0);
  // Nobody else's page: nothing is known on pages that name nothing.
  CHECK_FALSE(has(page(own + "/dinge"), panel));

  CHECK(header(send_form(own + "/adresse", "aus-antrag=1"), "Location") == own + "/adresse?aus-antrag=1");
  auto const taken = page(own + "/adresse?aus-antrag=1");
  CHECK(has(taken, "Aus Ihrem früheren Antrag übernommen"));
  CHECK(has(taken, "value=\"Marktplatz\""));
  CHECK_FALSE(has(taken, panel));  // there is nothing more to take
  CHECK(notes("application.reuse") == 1);
  CHECK(notes("application.reused") == 1);
  // Pressed again, nothing happens.
  send_form(own + "/adresse", std::string{test::where} + "&aus-antrag=1");
  CHECK(notes("application.reuse") == 1);
  CHECK(has(page(own + "/datennutzung"), "haben sie in diesen Antrag übernommen"));
  CHECK(has(page(first + "/datennutzung"), "haben sie in „Sperrmüll abholen lassen“ übernommen"));
  // It stays an answer like any other.
  send_form(own + "/adresse",
            "abholort-strasse=Hauskampstrasse&abholort-hausnummer=2&abholort-plz=48712&abholort-ort=Gescher");
  CHECK(has(page(own + "/adresse"), "value=\"Hauskampstrasse\""));
}

TEST_CASE_FIXTURE(OnceOnly, "what was typed counts, and what is open is filled beside it") {
  sign_in();
  granted();
  auto const own = begin();
  send_form(own + "/kontakt", "person-vorname=Maria&kontakt-mail=falsch&aus-antrag=1");
  auto const filled = page(own + "/kontakt");
  CHECK(has(filled, "value=\"Maria\""));
  CHECK(has(filled, "value=\"Mustermann\""));
  CHECK(has(filled, "value=\"falsch\""));
}

TEST_CASE_FIXTURE(OnceOnly, "who says no is not asked again for this application") {
  sign_in();
  granted();
  auto const own = begin();
  CHECK(header(send_form(own + "/adresse", "abholort-strasse=Weg&aus-antrag=nein"), "Location") == own + "/adresse");
  CHECK(has(page(own + "/adresse"), "value=\"Weg\""));
  CHECK_FALSE(has(page(own + "/adresse"), panel));
  CHECK_FALSE(has(page(own + "/kontakt"), panel));
  CHECK(notes("application.refuse_reuse") == 1);
  // Nor by a button that stands in another tab.
  send_form(own + "/kontakt", "aus-antrag=1");
  CHECK(notes("application.reuse") == 0);
  CHECK(has(page(begin() + "/adresse"), panel));
}

TEST_CASE_FIXTURE(OnceOnly, "of several one is chosen") {
  sign_in();
  granted();
  pass(std::chrono::days{1});
  auto const second = fill_in();
  send_form(second + "/adresse",
            "abholort-strasse=Lindenweg&abholort-hausnummer=7&abholort-plz=48712&abholort-ort=Gescher");
  send_form(second + "/senden");
  send_form(second + "/konto");
  grants(2);
  auto const own = begin();
  auto const offered = page(own + "/adresse");
  CHECK(has(offered, "vom 23. November 2026"));
  CHECK(has(offered, "vom 24. November 2026"));
  CHECK(offered.body.find("Lindenweg") < offered.body.find("Marktplatz"));
  send_form(own + "/adresse", "aus-antrag=2");
  CHECK(has(page(own + "/adresse"), "value=\"Lindenweg\""));
}

TEST_CASE_FIXTURE(OnceOnly, "nothing of anybody else, of what was not granted, or of what is gone") {
  sign_in();
  auto const own_one = applied();  // not decided yet
  send_form(own_one + "/konto");
  auto const shows = [&] { return has(page(begin() + "/adresse"), panel); };
  CHECK_FALSE(shows());
  refuses(1);
  CHECK_FALSE(shows());
  // Somebody else, with another account and with none.
  auto const before = count("SELECT COUNT(*) FROM applications");
  auto const other = granted(static_cast<int>(before) + 1);
  CHECK(shows());
  forget_cookies();
  auto const guest = begin();
  CHECK_FALSE(has(page(guest + "/adresse"), panel));
  send_form(guest + "/adresse", fmt::format("aus-antrag={}", before + 1));
  CHECK_FALSE(has(page(guest + "/adresse"), "Marktplatz"));
  sign_in("max%40beispiel.de");
  CHECK_FALSE(shows());
  auto const his = begin();
  send_form(his + "/adresse", fmt::format("aus-antrag={}", before + 1));
  CHECK_FALSE(has(page(his + "/adresse"), "Marktplatz"));
  CHECK(notes("application.reuse") == 0);
  // Taken out of the account, and erased.
  forget_cookies();
  sign_in();
  CHECK(shows());
  send_form(other + "/konto", "tun=herausnehmen");
  CHECK_FALSE(shows());
  send_form(other + "/konto");
  CHECK(shows());
  pass(std::chrono::days{400});
  auto town = visit("gescher");
  test::erase_due(*this, town);
  CHECK_FALSE(shows());
}

namespace {

/// The same without an account: who logs in is known by the login.
struct KnownByLogin : test::LoggingIn {
  KnownByLogin() {
    use_form(std::string{test::form_with_login} +
             "\n[known.meldebescheinigung]\nsame = [\"person\", \"anschrift\", \"geboren\"]\n");
  }
  void granted() {
    auto const own = log_in(draft());
    send_form(own + "/person", person());
    send_form(own + "/senden");
    staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
    submit("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1", "tun=uebernehmen");
    CHECK(submit("gescher.localhost", "/verwaltung/amt/buergerbuero/antraege/1", "tun=bewilligt&begruendung=").status ==
          303);
    cookies.clear();
  }
};

}  // namespace

TEST_CASE_FIXTURE(KnownByLogin, "without an account the same login is known again, and no other one") {
  granted();
  auto const own = draft();
  CHECK_FALSE(has(page(own + "/person"), panel));  // nobody knows yet who it is
  auto const known = log_in(own);
  auto const offered = page(known + "/person");
  CHECK(has(offered, panel));
  CHECK(has(offered, "12. August 1964"));
  send_form(known + "/person", "aus-antrag=1");
  CHECK(has(page(known + "/person"), "value=\"Heidestraße\""));
  provider.claims["bPK2"] = "BFN-2";
  CHECK_FALSE(has(page(log_in(draft()) + "/person"), panel));
  database("gescher").read([&](db::Connection& connection) {
    connection.each("SELECT person FROM application_persons", [](db::Row const& row) {
      CHECK(row.string(0).size() == 64);
      CHECK(row.string(0).find("BFN") == std::string::npos);
    });
  });
}

TEST_CASE_FIXTURE(KnownByLogin, "what was proven before logins were noted is known by the same login, too") {
  granted();
  // As an older version of the program has left it.
  database("gescher").write([](db::Connection& connection) { connection.exec("DELETE FROM application_persons"); });
  CHECK_FALSE(has(page(log_in(draft()) + "/person"), panel));
  run_jobs();
  CHECK(has(page(log_in(draft()) + "/person"), panel));
  provider.claims["bPK2"] = "BFN-2";
  CHECK_FALSE(has(page(log_in(draft()) + "/person"), panel));
}

TEST_CASE_FIXTURE(KnownByLogin, "a login that names nobody is looked at once, and makes nobody known") {
  granted();
  auto town = visit("gescher");
  // Without a pseudonym, as of who has shown a card, nothing tells one login from another.
  town.db.write([&](db::Connection& connection) {
    auto one = *applications::store::find(connection, 1);
    auto proof = *applications::proof_of(town.keys(), one);
    proof.pseudonym.clear();
    one.proof = applications::sealed(town.keys(), one, logins::text_of(proof), random);
    applications::store::save_proof(connection, one);
    connection.exec("DELETE FROM application_persons");
  });
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM application_persons WHERE person = ''") == 1);
  CHECK_FALSE(has(page(log_in(draft()) + "/person"), panel));
  applications::note_earlier_persons(town);  // nothing is left to be noted, and the job ends
  CHECK(count("SELECT COUNT(*) FROM application_persons WHERE application = 1 AND person <> ''") == 0);
}

TEST_CASE_FIXTURE(KnownByLogin, "a new key of the house knows the same login again") {
  granted();
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  CHECK(has(page(log_in(draft()) + "/person"), panel));
  for (auto const& module : modules.all()) {
    if (module.name != "applications") continue;
    auto town = visit("gescher");
    module.under_keys.renew(town);
  }
  keyring.take({{2, std::string(32, 'b')}});
  CHECK(has(page(log_in(draft()) + "/person"), panel));
}

TEST_CASE_FIXTURE(KnownByLogin, "it goes with its application, and a draft that is discarded leaves nothing") {
  auto const own = log_in(draft());
  CHECK(count("SELECT COUNT(*) FROM application_persons") == 1);
  send_form(own + "/loeschen");
  CHECK(count("SELECT COUNT(*) FROM application_persons") == 0);
  log_in(draft());
  clock.advance(std::chrono::days{40});
  auto town = visit("gescher");
  test::erase_due(*this, town);
  CHECK(count("SELECT COUNT(*) FROM application_persons") == 0);
}

TEST_CASE_FIXTURE(KnownByLogin,
                  "the privacy page names the hash of a login, with ground and period, in every language") {
  auto const told = page("/datenschutz");
  auto const from = told.body.find("id=\"fruehere-antraege\"");
  REQUIRE(from != std::string::npos);
  auto const section = told.body.substr(from, told.body.find("<h2", from + 1) - from);
  CHECK(section.find("Prüfwert (Hash) der Anmeldung") != std::string::npos);
  CHECK(section.find("Artikel 6 Absatz 1 Buchstabe e DSGVO mit § 3 Absatz 1 DSG NRW") != std::string::npos);
  CHECK(section.find("So lange wie der Antrag, für den Sie sich angemeldet haben") != std::string::npos);
  for (std::string const language : {"/en", "/tr", "/uk", "/ar"}) {
    CAPTURE(language);
    auto const other = page(language + "/datenschutz");
    CHECK(has(other, "id=\"fruehere-antraege\""));
    CHECK_FALSE(has(other, "Prüfwert"));
  }
}
