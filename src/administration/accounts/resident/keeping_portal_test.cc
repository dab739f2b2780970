#include <doctest/doctest.h>

#include "tests/support/residents.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header, test::host, test::Residents;

TEST_CASE_FIXTURE(Residents, "nothing of what an account holds can be read in the store") {
  sign_in();
  tell_facts();
  database("gescher").read([&](db::Connection& connection) {
    for (auto const table : {"accounts", "account_sign_ins", "account_sessions"})
      connection.each(fmt::format("SELECT * FROM {}", table), [&](db::Row const& row) {
        for (int i = 0; i < 7; ++i) {
          auto const text = row.string(i);
          for (auto const secret : {"erika", "Erika", "Mustermann", "1964", "Marktplatz"})
            CHECK_MESSAGE(text.find(secret) == std::string::npos, table, " ", i);
        }
      });
  });
}

TEST_CASE_FIXTURE(Residents, "what is begun while signed in lies in the account, with what is to be done") {
  auto const draft = begin_with_account();
  auto const list = page("/konto");
  CHECK(has(list, draft));
  CHECK(has(list, "Entwurf"));
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  send_form(draft + "/senden");
  CHECK(has(page("/konto"), "Angekommen"));
  CHECK(has(page("/konto"), "2026-000001"));
  CHECK(has(page(draft), "liegt in Ihrem Konto"));
  forget_cookies();
  CHECK_FALSE(has(page(draft), "liegt in Ihrem Konto"));
}

TEST_CASE_FIXTURE(Residents, "a draft of a guest is put into the account by a button, once") {
  auto const draft = begin();
  CHECK(has(page(draft), "/konto?ziel="));
  sign_in();
  CHECK_FALSE(has(page("/konto"), draft));
  CHECK(has(page(draft), "In mein Konto legen"));
  send_form(draft + "/konto");
  send_form(draft + "/konto");
  CHECK(count("SELECT COUNT(*) FROM account_items") == 1);
  CHECK(has(page("/konto"), draft));
  send_form(draft + "/konto", "tun=herausnehmen");
  CHECK(count("SELECT COUNT(*) FROM account_items") == 0);
  send_form(draft + "/konto");
  send_form(draft + "/loeschen");
  CHECK(count("SELECT COUNT(*) FROM account_items") == 0);
  CHECK(has(page("/konto"), "sobald Sie einen beginnen"));
}

TEST_CASE_FIXTURE(Residents, "what the account knows is taken over by a button, and only where nothing was answered") {
  sign_in();
  CHECK(tell_facts().status == 303);
  CHECK(has(page("/konto/angaben"), "value=\"Mustermann\""));
  auto const draft = begin();
  auto const contact = page(draft + "/kontakt");
  CHECK(has(contact, "Aus Ihrem Konto"));
  CHECK(has(contact, "Mustermann"));
  CHECK_FALSE(has(page(draft + "/adresse"), "Aus Ihrem Konto"));  // where it is collected, not where somebody lives
  // What is typed on the page just now counts, also what is typed wrong.
  auto const answer = send_form(draft + "/kontakt", "person-vorname=Maria&kontakt-mail=falsch&konto=angaben");
  CHECK(header(answer, "Location") == draft + "/kontakt?konto=1");
  auto const filled = page(draft + "/kontakt?konto=1");
  CHECK(has(filled, "Aus Ihrem Konto übernommen"));
  CHECK(has(filled, "value=\"Maria\""));
  CHECK(has(filled, "value=\"Mustermann\""));
  CHECK(has(filled, "value=\"falsch\""));
  CHECK_FALSE(has(filled, "value=\"Erika\""));
  CHECK(has(page("/konto/daten"), "haben sie in einen Antrag übernommen"));
  // Pressed again there is nothing to take over, and nothing is noted.
  send_form(draft + "/kontakt",
            "person-vorname=Maria&person-nachname=Mustermann&kontakt-mail=falsch&kontakt-telefon=1&konto=angaben");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'account.fill'") == 1);
}

TEST_CASE_FIXTURE(Residents, "what was typed while nobody was signed in any more is not lost") {
  sign_in();
  clock.advance(std::chrono::minutes{61});
  auto const answer = tell_facts();
  CHECK(answer.status == 403);
  for (auto const* text : {"Sie sind nicht mehr angemeldet", "value=\"Marktplatz\"", "value=\"1964\""})
    CHECK(has(answer, text));
  CHECK(count("SELECT COUNT(*) FROM accounts WHERE facts <> ''") == 0);
  sign_in();
  tell_facts();
  CHECK(count("SELECT COUNT(*) FROM accounts WHERE facts <> ''") == 1);
}

TEST_CASE_FIXTURE(Residents, "nobody else gets what the account knows") {
  sign_in();
  tell_facts();
  auto const draft = begin();
  forget_cookies();
  CHECK_FALSE(has(page(draft + "/kontakt"), "Mustermann"));
  CHECK(header(send_form(draft + "/kontakt", "konto=angaben"), "Location").starts_with("/konto?ziel="));
  CHECK_FALSE(has(page(draft + "/kontakt"), "Mustermann"));
  for (auto const path :
       {"/konto/angaben", "/konto/daten", "/konto/daten.json", "/konto/sicherheit", "/konto/loeschen"})
    CHECK_MESSAGE(header(page(path), "Location").starts_with("/konto?ziel="), path);
}

TEST_CASE_FIXTURE(Residents, "name and address are known for the next application because somebody wants it") {
  auto const draft = begin_with_account();
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  CHECK(has(page(draft + "/pruefen"), "in meinem Konto merken"));
  send_form(draft + "/senden", "angaben-merken=ja");
  auto const second = begin();
  CHECK(has(page(second + "/kontakt"), "Mustermann"));
  CHECK(has(page(second + "/kontakt"), "erika@beispiel.de"));
  send_form("/konto/angaben/loeschen");
  CHECK_FALSE(has(page(second + "/kontakt"), "Mustermann"));
}

TEST_CASE_FIXTURE(Residents, "without that nothing is remembered") {
  auto const draft = begin_with_account();
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  send_form(draft + "/senden");
  auto const second = page(begin() + "/kontakt");
  CHECK_FALSE(has(second, "Mustermann"));
  CHECK(has(second, "erika@beispiel.de"));  // the address of the account itself
}

TEST_CASE_FIXTURE(Residents, "who reads an application is told to its applicant, once a day") {
  auto const draft = begin_with_account();
  send_form(draft + "/adresse", test::where);
  send_form(draft + "/dinge", test::things);
  send_form(draft + "/kontakt", test::who);
  send_form(draft + "/senden");
  CHECK_FALSE(has(page("/konto/daten"), "hat den Antrag gelesen"));
  auto const account = cookies_of_browser();
  staff("gescher", "leserin", {{Role::clerk, "*"}});
  auto const office = [&] {
    std::string found;
    database("gescher").read([&](db::Connection& connection) {
      found = connection.text("SELECT office FROM applications WHERE id = 1").value_or("");
    });
    return found;
  }();
  for (int i = 0; i < 2; ++i) CHECK(get(std::string{host}, "/verwaltung/amt/" + office + "/antraege/1").status == 200);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.read'") == 1);
  CHECK(has(page("/konto/daten"), "hat den Antrag gelesen"));
  CHECK(has(page(draft + "/datennutzung"), "hat den Antrag gelesen"));
  clock.advance(std::chrono::days{1});
  staff("gescher", "leserin", {{Role::clerk, "*"}});
  get(std::string{host}, "/verwaltung/amt/" + office + "/antraege/1");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.read'") == 2);
}

TEST_CASE_FIXTURE(Residents, "the account ends by a button; its applications stay") {
  auto const draft = begin_with_account();
  tell_facts();
  CHECK(has(page("/konto/loeschen"), "endgültig"));
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  CHECK(has(send_form("/konto/loeschen"), "Ihr Konto ist gelöscht"));
  for (auto const table : {"accounts", "account_sessions", "account_items"})
    CHECK_MESSAGE(count(fmt::format("SELECT COUNT(*) FROM {}", table)) == 0, table);
  CHECK(page(draft).status == 200);
}

TEST_CASE_FIXTURE(Residents, "who does not come for two years is told a month before, then it ends") {
  sign_in();
  mails();
  clock.advance(std::chrono::days{699});
  run_jobs();
  CHECK(mails().empty());
  clock.advance(std::chrono::days{1});
  run_jobs();
  auto const told = mails();
  REQUIRE(told.size() == 1);
  CHECK(told.front().text.find("/konto") != std::string::npos);
  // Days are not held when the clock goes on by itself.
  for (int day = 0; day < 29; ++day) {
    clock.advance(std::chrono::days{1});
    run_jobs();
  }
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  CHECK(mails().empty());  // told once
  clock.advance(std::chrono::days{1});
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM accounts") == 0);
  CHECK(count("SELECT COUNT(*) FROM account_sign_ins") == 0);
}

TEST_CASE_FIXTURE(Residents, "a new key of the house keeps accounts and lets people in") {
  sign_in();
  tell_facts();
  keyring.take({{1, std::string(32, 'a')}, {2, std::string(32, 'b')}});
  forget_cookies();
  sign_in();
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  for (auto const& module : modules.all()) {
    if (module.name != "accounts") continue;
    auto town = visit("gescher");
    CHECK(module.under_keys.needs(town, 1) > 0);
    module.under_keys.renew(town);
    CHECK(module.under_keys.needs(town, 1) == 0);
  }
  keyring.take({{2, std::string(32, 'b')}});
  forget_cookies();
  sign_in();
  CHECK(count("SELECT COUNT(*) FROM accounts") == 1);
  CHECK(has(page("/konto/angaben"), "Mustermann"));
}

TEST_CASE_FIXTURE(Residents, "all of it can be taken along") {
  auto const draft = begin_with_account();
  tell_facts();
  auto const file = page("/konto/daten.json");
  CHECK(header(file, "Content-Disposition").find("attachment") != std::string::npos);
  auto const json = boost::json::parse(file.body).as_object();
  CHECK(json.at("address").as_string() == "erika@beispiel.de");
  CHECK(json.at("facts").as_object().at("family_name").as_string() == "Mustermann");
  CHECK(json.at("items").as_array().size() == 1);
}
